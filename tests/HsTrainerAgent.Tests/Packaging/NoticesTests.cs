using System.Text.Json.Nodes;
using HsTrainerAgent.Tests.Architecture;

namespace HsTrainerAgent.Tests.Packaging;

/// <summary>packaging/THIRD-PARTY-NOTICES, against what the program is built from.</summary>
public sealed class NoticesTests
{
    /// <summary>They make the program and are not in it.</summary>
    private static readonly string[] Tools = ["Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks", "runtime.linux-x64.Microsoft.DotNet.ILCompiler"];

    private static string Read(string path)
    {
        Assert.SkipWhen(SourceFile.Root() is null, "the tests run without their sources");
        return File.ReadAllText(Path.Combine(SourceFile.Root()!, path));
    }

    private static IEnumerable<(string Name, string Version)> Locked =>
        JsonNode.Parse(Read("src/HsTrainerAgent/packages.lock.json"))!["dependencies"]!.AsObject()
            .SelectMany(framework => framework.Value!.AsObject()).Select(package => (package.Key, package.Value!["resolved"]!.GetValue<string>())).Distinct();

    [Fact]
    public void Each_package_that_is_linked_is_named_with_its_version()
    {
        var notices = Read("packaging/THIRD-PARTY-NOTICES").Split('\n');
        var linked = Locked.Where(package => !Tools.Contains(package.Name)).ToList();

        Assert.NotEmpty(linked);
        // A new version may have another licence: look, then write it down.
        Assert.All(linked, package => Assert.Contains($"    {package.Name} {package.Version}", notices));
    }

    [Fact]
    public void The_runtime_is_named_with_the_version_of_its_compiler() =>
        Assert.Contains($"    Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64 {Locked.Single(package => package.Name == Tools[0]).Version}\n", Read("packaging/THIRD-PARTY-NOTICES"));

    [Theory]
    [InlineData("Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files (the \"Software\"), to deal\nin the Software without restriction, including without limitation the rights\nto use, copy, modify, merge, publish, distribute, sublicense, and/or sell\ncopies of the Software, and to permit persons to whom the Software is\nfurnished to do so, subject to the following conditions:\n\nThe above")]
    [InlineData("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")]
    [InlineData("License notice for zlib-ng")]
    [InlineData("License notice for Brotli")]
    [InlineData("License notice for The LLVM Compiler Infrastructure")]
    [InlineData("License notice for libunwind based code")]
    public void A_licence_stands_there_once(string text) => Assert.Equal(2, Read("packaging/THIRD-PARTY-NOTICES").Split(text).Length);
}
