using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Inputs;
using Emotune.Model.Stages;
using Microsoft.Build.Framework;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Checks what Classify or Export was asked before hours of training, and plans for the one model that it needs.</summary>
public sealed class CheckModelRequest : PipelineTask
{
    /// <summary><c>Classify</c> or <c>Export</c>.</summary>
    [Required]
    public string Target { get; set; } = "";

    public string? Input { get; set; }

    public string? Output { get; set; }

    /// <inheritdoc cref="ExportModel.Format"/>
    public string? Format { get; set; }

    /// <inheritdoc cref="ExportModel.Quantize"/>
    public string? Quantize { get; set; }

    /// <inheritdoc cref="ExportModel.Force"/>
    public string? Force { get; set; }

    /// <inheritdoc cref="ExportModel.RuntimeAssembly"/>
    public string? RuntimeAssembly { get; set; }

    protected override void Run()
    {
        if (Target == "Classify")
        {
            CheckInput();
            CheckOutputFile();
        }
        else
        {
            if (ExportChoice.Of(Format, Quantize, Force).Quantize && string.IsNullOrEmpty(RuntimeAssembly))
                throw new DiagnosticException(Problems.RuntimePackageMissing.Given(ToolVersions.OfEmotune));
            CheckOutputFolder();
        }

        var experiment = SingleRun.Of(Session, Target).Experiment;
        if (Target == "Classify")
            InputFile.Read(Session.Start.At(Input!), experiment.Spec.Data.ToSource(experiment.Paths));
        experiment.KeepFirstSeed();
    }

    private void CheckInput()
    {
        if (string.IsNullOrEmpty(Input))
            throw new DiagnosticException(Problems.PropertyMissing.Given(Target, "Input", "a file of texts"));
        if (!File.Exists(Session.Start.At(Input)))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("Input", Input, "an existing file of texts"));
    }

    private void CheckOutputFile()
    {
        if (string.IsNullOrEmpty(Output))
            return;
        var output = Session.Start.At(Output);
        if (!Path.Exists(output))
            return;
        OutputFile.Require(output);
        if (RegularFile.AreSame(output, Session.Start.At(Input!)))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("OutputPath", Output, "another file than Input"));
    }

    private void CheckOutputFolder()
    {
        if (string.IsNullOrWhiteSpace(Output))
            throw new DiagnosticException(Problems.PropertyMissing.Given(Target, "OutputPath", "a new folder"));
        var output = Session.Start.At(Output);
        // A link would be replaced, and not what it leads to.
        if (new DirectoryInfo(output).LinkTarget is not null || File.Exists(output)
            || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
        {
            throw new DiagnosticException(
                Problems.PropertyInvalid.Given("OutputPath", Output, "a folder that does not exist yet or is empty"));
        }

        AtomicFolder.RequireWritable(output);
    }
}
