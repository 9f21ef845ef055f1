using Emotune.Exported;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class ExportRecordTests : IDisposable
{
    private const string Run = "runs/lora/42";

    private readonly TemporaryFolder _folder = new();
    private readonly ArtifactFolder _artifacts;

    public ExportRecordTests()
    {
        _artifacts = new ArtifactFolder(_folder.At("artifacts/small"));
        Write("exported/config.json", "{}");
        Write("exported/onnx/model.onnx", "graph");
        Write("exported/README.md", "card");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_exported_is_found_with_its_files()
    {
        Assert.True(Record("exported"));
        var export = Assert.Single(Found()[Run]);
        Assert.True(export.IsWhole);
        Assert.Equal("../../exported", export.Recorded.Folder);
        Assert.Equal(["config.json", "onnx/model.onnx"], export.Recorded.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_card_may_be_written_in()
    {
        Record("exported");
        Write("exported/README.md", "a card with more in it");
        Assert.True(Assert.Single(Found()[Run]).IsWhole);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("onnx/model.onnx")]
    public void A_folder_with_another_file_is_not_whole(string file)
    {
        Record("exported");
        var content = File.ReadAllText(_folder.At("exported/" + file));
        Write("exported/" + file, new string('x', content.Length));
        Assert.False(Assert.Single(Found()[Run]).IsWhole);
        File.Delete(_folder.At("exported/" + file));
        Assert.False(Assert.Single(Found()[Run]).IsWhole);
    }

    [Fact]
    public void Another_folder_is_added_and_the_same_one_replaced()
    {
        Record("exported");
        Write("second/config.json", "{}");
        Record("second");
        Record("exported");
        Assert.Equal(["../../second", "../../exported"], Found()[Run].Select(e => e.Recorded.Folder));
    }

    [Fact]
    public void Nothing_is_found_where_nothing_was_exported_or_the_record_is_damaged()
    {
        Assert.Empty(Found());
        Record("exported");
        Write("artifacts/small/runs/lora/42/export/exports.json", "{");
        Assert.Empty(Found());
    }

    [Fact]
    public void A_folder_of_somebody_s_in_the_record_s_place_stays_as_it_is()
    {
        Write("artifacts/small/runs/lora/42/export/model.onnx", "somebody's");
        Assert.False(Record("exported"));
        Assert.Equal(["model.onnx"], Directory.EnumerateFileSystemEntries(_folder.At("artifacts/small/runs/lora/42/export"))
            .Select(f => Path.GetFileName(f)));
        Assert.Empty(Found());
    }

    [Fact]
    public void Clean_removes_the_record_and_nothing_that_was_exported()
    {
        Record("exported");
        new ArtifactCleaner(_artifacts, _ => { }).RemoveResults(_artifacts.Root);
        Assert.False(Directory.Exists(_folder.At("artifacts/small/runs")));
        Assert.True(File.Exists(_folder.At("exported/onnx/model.onnx")));
    }

    [Fact]
    public void Clean_leaves_what_somebody_put_beside_the_record()
    {
        Record("exported");
        Write("artifacts/small/runs/lora/42/export/notes.txt", "mine");
        new ArtifactCleaner(_artifacts, _ => { }).RemoveResults(_artifacts.Run("lora", 42));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_folder.At("artifacts/small/runs/lora/42/export"))
            .Select(f => Path.GetFileName(f)));
    }

    private bool Record(string folder) => ExportRecorder.Add(_artifacts, "lora", 42, new RecordedExport(
        "../../" + folder, ExportFormat.Onnx, new Dictionary<string, string>(), ExportedFiles.Of(_folder.At(folder), "README.md")));

    private IReadOnlyDictionary<string, IReadOnlyList<FoundExport>> Found() =>
        ExportFinder.In(_artifacts, new DigestCache(_folder.At("digests")));

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(file))!);
        File.WriteAllText(_folder.At(file), text);
    }
}
