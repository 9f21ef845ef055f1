using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Files;
using Emotune.Onnx;
using Emotune.Texts;

namespace Emotune.Model.Tests.Service;

public sealed class ExportedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        var model = new ExportedModel(1, ["joy", "fear"], 32, [CleaningStep.Urls], null, null, new Dictionary<string, string> { ["a"] = "b" });
        Json.Write(Path.Combine(_folder, ExportedModel.FileName), model);
        Assert.Equal(Json.Text(model), Json.Text(ExportedModel.Read(_folder)));
    }

    [Fact]
    public void Another_format_is_refused_whatever_else_it_has()
    {
        File.WriteAllText(Path.Combine(_folder, ExportedModel.FileName), """{"format": 2, "names": []}""");
        Assert.Equal("EXP4150", Assert.Single(Refused(() => ExportedModel.Read(_folder)).Diagnostics).Code);
    }

    [Fact]
    public void A_folder_without_a_model_is_refused()
    {
        var problem = Assert.Single(Refused(() => ModelSession.Open(_folder, new EmotionClassifierOptions(), labels: 2)).Diagnostics);
        Assert.Equal("EXP4151", problem.Code);
        Assert.Contains("there is no such file", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ModelSession.Folder));
        File.WriteAllText(Path.Combine(_folder, ModelSession.Folder, ModelSession.Model), "no model");
        Assert.Equal("EXP4151", Refused(() => ModelSession.Open(_folder, new EmotionClassifierOptions(), labels: 2)).Diagnostics[0].Code);
    }

    private static DiagnosticException Refused(Func<object> open) => Assert.Throws<DiagnosticException>(open);
}
