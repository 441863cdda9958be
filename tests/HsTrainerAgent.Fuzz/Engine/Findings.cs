using System.Security.Cryptography;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Keeps, in a folder, the smallest input of each kind of fault with what it did, and each input that reached something new.</summary>
internal sealed class Findings(string folder)
{
    private readonly Dictionary<(string Target, string Kind), int> smallest = [];

    public int CountOf(Target target) => smallest.Keys.Count(key => key.Target == target.Name);

    /// <summary>What was kept by runs before.</summary>
    public IEnumerable<byte[]> Stock(Target target) => Directory.Exists(Place("stock", target))
        ? Directory.EnumerateFiles(Place("stock", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];

    public void Keep(Target target, byte[] input) => File.WriteAllBytes(Path.Combine(Made("stock", target), Hash(input)), input);

    public void Found(Target target, byte[] input, Trial trial)
    {
        var key = (target.Name, trial.Kind!);
        var isFirst = !smallest.TryGetValue(key, out var length);
        if (!isFirst && input.Length >= length)
            return;
        // Once in full: a smaller one that turns up by itself is only noted.
        var small = isFirst ? Minimiser.Smaller(target, input, trial.Kind!) : input;
        smallest[key] = small.Length;
        Write(target, small, trial);
        if (isFirst)
            Console.Error.WriteLine($"{target.Name}: {trial.Kind} ({small.Length} bytes)");
    }

    /// <summary>An input that ended the process it was tried in.</summary>
    public void Ended(Target target, byte[] input, string how) => Write(target, input, new Trial(how, $"the process ended: {how}", default, 0));

    public void Slowest(Target target, byte[] input, TimeSpan took) =>
        File.WriteAllBytes(Path.Combine(Made("slowest", target), $"{took.TotalMilliseconds:0}ms"), input);

    private void Write(Target target, byte[] input, Trial trial)
    {
        var name = Path.Combine(Made("found", target), string.Concat(trial.Kind!.Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-').Take(80)));
        File.WriteAllBytes(name + ".bin", input);
        File.WriteAllText(name + ".txt", trial.Detail + "\n");
    }

    private string Place(string what, Target target) => Path.Combine(folder, what, target.Name);

    private string Made(string what, Target target) => Directory.CreateDirectory(Place(what, target)).FullName;

    private static string Hash(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input)[..10]);
}
