using System.IO.Compression;
using System.Xml.Linq;

namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>The packages themselves.</summary>
public sealed class PackageTests
{
    private static readonly string[] Ids =
        ["Emotune", "Emotune.Core", "Emotune.Onnx", "Emotune.Runtime", "Emotune.Sdk", "Emotune.Templates"];

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        var again = Directory.CreateTempSubdirectory("emotune-packed").FullName;
        PackedFeed.PackTo(again);
        Assert.Equal(Ids.Order(StringComparer.Ordinal), Directory.EnumerateFiles(again, "*.nupkg")
            .Select(f => Path.GetFileName(f).Replace($".{PackedFeed.Version}.nupkg", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
        foreach (var id in Ids)
            Assert.True(File.ReadAllBytes(Package(id)).SequenceEqual(File.ReadAllBytes(Package(id, again))), id);
        Directory.Delete(again, recursive: true);
    }

    [Fact]
    public void Every_package_has_its_licence_a_page_and_an_icon()
    {
        foreach (var id in Ids)
        {
            using var package = ZipFile.OpenRead(Package(id));
            Assert.Equal("Apache-2.0", Metadata(package, "license").Value);
            Assert.Equal(("README.md", "icon.png"), (Metadata(package, "readme").Value, Metadata(package, "icon").Value));
            Assert.InRange(package.GetEntry("icon.png")!.Length, 1, 10 * 1024);
            Assert.Equal(new FileInfo(Path.Combine(Repository.Root, "LICENSE")).Length, package.GetEntry("LICENSE")!.Length);
            Assert.InRange(new FileInfo(Package(id)).Length, 1, 20_000_000);
        }
    }

    [Fact]
    public void Packages_that_share_internals_go_together_in_one_version_alone()
    {
        foreach (var id in new[] { "Emotune", "Emotune.Onnx" })
        {
            using var package = ZipFile.OpenRead(Package(id));
            var core = Metadata(package, "dependencies").Descendants().Single(d => (string?)d.Attribute("id") == "Emotune.Core");
            Assert.Equal($"[{PackedFeed.Version}]", (string?)core.Attribute("version"));
        }
    }

    /// <summary>A dependency in a framework's group is not downloaded with an SDK.</summary>
    [Fact]
    public void The_SDK_has_the_files_of_build_and_libtorch_as_a_dependency_of_no_framework()
    {
        using var package = ZipFile.OpenRead(Package("Emotune.Sdk"));
        var libtorch = Assert.Single(Metadata(package, "dependencies").Elements());
        Assert.Equal(("dependency", "libtorch-cpu-linux-x64"), (libtorch.Name.LocalName, (string?)libtorch.Attribute("id")));
        Assert.DoesNotContain(package.Entries, e => e.Name.StartsWith("libtorch_", StringComparison.Ordinal));
        var shared = Directory.EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.*")
            .Where(f => Path.GetExtension(f) is ".props" or ".targets" && Path.GetFileName(f) != "Tasks.targets");
        foreach (var file in shared)
            Assert.Equal(File.ReadAllText(file), Text(package, "Sdk/" + Path.GetFileName(file)));
        Assert.Contains(package.Entries, e => e.FullName == "notices/torchsharp/LICENSE.txt");
    }

    private static string Package(string id, string? folder = null) =>
        Path.Combine(folder ?? PackedFeed.Folder, $"{id}.{PackedFeed.Version}.nupkg");

    private static XElement Metadata(ZipArchive package, string name) =>
        XDocument.Parse(Text(package, package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName))
            .Descendants().First(e => e.Name.LocalName == name);

    private static string Text(ZipArchive package, string entry)
    {
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}
