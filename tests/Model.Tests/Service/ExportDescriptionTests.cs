using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Files;
using Emotune.Onnx;
using Emotune.Texts;

namespace Emotune.Model.Tests.Service;

public sealed class ExportDescriptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        var model = new ExportDescription(
            1, ["joy", "fear"], 32, [CleaningStep.Urls], new(CalibrationMethod.None, CalibrationScope.Global, []),
            new(ThresholdStrategy.Fixed, [0.5, 2]), new("bert", "mean", new Dictionary<string, ExportedFile>()),
            new("tickets", "lora", 42, new Dictionary<string, string>()));
        Json.Write(Path.Combine(_folder, ExportDescription.FileName), model);
        Assert.Equal(Json.Text(model), Json.Text(ExportDescription.Read(_folder)));
    }

    [Fact]
    public void Another_format_is_refused_whatever_else_it_has()
    {
        File.WriteAllText(Path.Combine(_folder, ExportDescription.FileName), """{"format_version": 2, "names": []}""");
        Assert.Equal("EXP4150", Assert.Single(Refused(() => ExportDescription.Read(_folder)).Diagnostics).Code);
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
        Directory.CreateDirectory(Path.Combine(_folder, ExportLayout.Graphs));
        File.WriteAllText(Path.Combine(_folder, ExportLayout.Graphs, ExportLayout.Graph), "no model");
        Assert.Equal("EXP4151", Refused(() => ModelSession.Open(_folder, new EmotionClassifierOptions(), labels: 2)).Diagnostics[0].Code);
    }

    private static DiagnosticException Refused(Func<object> open) => Assert.Throws<DiagnosticException>(open);
}
