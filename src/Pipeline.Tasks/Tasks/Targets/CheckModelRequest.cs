using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
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

    protected override void Run()
    {
        if (Target == "Classify")
        {
            CheckInput();
            CheckOutputFile();
        }
        else
        {
            CheckOutputFolder();
        }

        SingleRun.Of(Session, Target).Experiment.KeepFirstSeed();
    }

    private void CheckInput()
    {
        if (string.IsNullOrEmpty(Input))
            throw new DiagnosticException(Problems.PropertyMissing.Given(Target, "Input", "a file with one text a line"));
        if (!File.Exists(Input))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("Input", Input, "an existing file with one text a line"));
        TextsFile.Read(Input);
    }

    private void CheckOutputFile()
    {
        if (string.IsNullOrEmpty(Output) || !Path.Exists(Output))
            return;
        OutputFile.Require(Output);
        if (RegularFile.AreSame(Output, Input!))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("OutputPath", Output, "another file than Input"));
    }

    private void CheckOutputFolder()
    {
        if (string.IsNullOrWhiteSpace(Output))
            throw new DiagnosticException(Problems.PropertyMissing.Given(Target, "OutputPath", "a new folder"));
        // A link would be replaced, and not what it leads to.
        if (new DirectoryInfo(Output).LinkTarget is not null || File.Exists(Output)
            || (Directory.Exists(Output) && Directory.EnumerateFileSystemEntries(Output).Any()))
        {
            throw new DiagnosticException(
                Problems.PropertyInvalid.Given("OutputPath", Output, "a folder that does not exist yet or is empty"));
        }
    }
}
