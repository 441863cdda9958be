using System.Runtime.Versioning;

// The analyser (CA1416) would otherwise ask for a guard at each use of file modes.
[assembly: SupportedOSPlatform("linux")]
