using Emotune.Files;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Artifacts;

public sealed class SafetensorsOracleTests(ITestOutputHelper output)
{
    private static IReadOnlyList<string> Files() => SharedFiles.OracleFiles("*.safetensors");

    [OracleFact]
    public void Every_file_of_the_reference_opens_and_each_tensor_reads()
    {
        var (files, tensors) = (0, 0);
        foreach (var path in Files())
        {
            using var file = SafetensorsFile.Open(path);
            foreach (var (name, info) in file.Tensors)
                Assert.Equal(info.Count, file.ReadSingle(name).LongLength);
            (files, tensors) = (files + 1, tensors + file.Tensors.Count);
        }

        output.WriteLine($"{files} files, {tensors} tensors read");
        Assert.NotEqual(0, tensors);
    }

    [OracleFact]
    public void A_file_of_the_reference_written_again_has_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in Files())
        {
            using (var file = SafetensorsFile.Open(path))
            {
                SafetensorsWriter.Write(folder.File("again"), file.Tensors.Values.Reverse()
                    .Select(t => new NamedTensor(t.Name, t.Type, t.Shape, file.Bytes(t.Name).ToArray())), file.Metadata);
                var kind = string.Join(' ', file.Metadata.Select(pair => $"{pair.Key}={pair.Value}"));
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }

            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("again"))), path);
        }

        Assert.NotEmpty(kinds);
        foreach (var (kind, count) in kinds)
            output.WriteLine($"{count} files with metadata '{kind}'");
    }
}
