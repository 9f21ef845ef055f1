namespace Emotune.Diagnostics;

/// <content>EXP2xxx: plan, manifests and files.</content>
internal static partial class Problems
{
    public static readonly DiagnosticKind UnknownRun = new("EXP2001",
        "The property Runs names '{0}', which is not a run of experiment '{1}'.{3} Valid runs: {2}.");

    public static readonly DiagnosticKind ExperimentNotFound = new("EXP2002",
        "The property Experiment names '{0}', which was not found.{2} Looked for: {1}.");

    public static readonly DiagnosticKind InputChangedMeanwhile = new("EXP2003",
        "{0}: an input changed while the stage ran, so its result was not kept. Changed: {1}. Build again.");

    public static readonly DiagnosticKind FileSystemRefused = new("EXP2004",
        "{0}: a file could not be read or written: {1} Make room or allow access, then build again. The results of finished stages are "
        + "kept.");

    public static readonly DiagnosticKind InputMissing = new("EXP2005",
        "{0}: the input '{1}' does not exist.");

    public static readonly DiagnosticKind RunsFailed = new("EXP2006",
        "{0} of {1} runs failed: {2}.");

    public static readonly DiagnosticKind PropertyMissing = new("EXP2007",
        "The target {0} needs the property {1}, which must be {2}.");

    public static readonly DiagnosticKind PropertyInvalid = new("EXP2008",
        "The property {0} is '{1}'. Valid: {2}.");

    public static readonly DiagnosticKind Stopped = new("EXP2009",
        "The build was stopped. Build again to continue. The results of finished stages are kept, and a training resumes at its last "
        + "checkpoint.");

    public static readonly DiagnosticKind ExperimentNameTwice = new("EXP2010",
        "The name '{0}' belongs to {1} of the experiments that the property Experiment names. Each experiment needs a name of its own, "
        + "because its folder has that name.");

    public static readonly DiagnosticKind BaselineNotFound = new("EXP2011",
        "The property Baseline names '{0}', which has no results of experiment '{1}'. It must be an artifacts folder, or the "
        + "experiment's own folder inside one. Looked for: {2}.");

    public static readonly DiagnosticKind FolderNotOurs = new("EXP2012",
        "The folder '{0}' has files that Emotune did not make ({1}). Results would be mixed with them. Give another ArtifactsRoot, name "
        + "the experiment differently, or move the files away.");

    public static readonly DiagnosticKind ForeignFileInTheWay = new("EXP2013",
        "{0}: '{1}' stands in the place of a result, and Emotune did not make it. Move it away, then build again.");

    public static readonly DiagnosticKind StageBroke = new("EXP2014",
        "{0} stopped because of an unexpected {1}. This is a fault of Emotune itself. Build with -v:d for the details, and please report "
        + "them. The exception says: {2}");

    public static readonly DiagnosticKind RunNotFinished = new("EXP2015",
        "The experiment's folder has no finished run '{0}' with seed {1}. Finished runs: {2}. Check the folder's path, build the "
        + "experiment's target Calibrate, or name a finished run and its seed.");

    public static readonly DiagnosticKind RunOutOfDate = new("EXP2016",
        "The file '{0}' is not the one that these results were made from. The results therefore do not belong together. Build the "
        + "experiment again.");

    public static readonly DiagnosticKind PropertyMisspelt = new("EXP2020",
        "{0} '{1}' is none of Emotune's and changes nothing.{2}");

    public static readonly DiagnosticKind InputColumnsLeftOut = new("EXP2021",
        "These columns are not copied to the output, because JSON has no value for them: {0}.");

    public static readonly DiagnosticKind NeitherFileNorResults = new("EXP2026",
        "The property Experiment names '{0}', which has neither an experiment file nor results. Experiments: {1}. Results in '{3}': {2}.");

    public static readonly DiagnosticKind ExperimentOfAnotherFile = new("EXP2027",
        "The property Experiment names '{0}', whose results belong to the experiment file '{1}'. Name that file as Experiment.");

    public static readonly DiagnosticKind LibtorchPackageGone = new("EXP2060",
        "libtorch is not at '{0}', where NuGet put it with Emotune.Sdk. NuGet does not fetch it again by itself. Delete the folder '{1}' "
        + "as well, then build again. NuGet then fetches both.");

    public static readonly DiagnosticKind RuntimePackageMissing = new("EXP2061",
        "Quantize measures with ONNX Runtime, which this project does not have. The project's first line must name its package as well: "
        + "Sdk=\"Emotune.Sdk/{0};Emotune.Runtime/{0}\".");

    /// <summary>Its text stands in <c>build/Host.targets</c>, because no task of ours runs there.</summary>
    public static readonly DiagnosticKind OtherMSBuild = new("EXP2062",
        "This is MSBuild {0} ({1}), which cannot run Emotune. It must be the MSBuild of the .NET 10 SDK or a later one, which "
        + "'dotnet build' and 'dotnet msbuild' start.");

    public static readonly DiagnosticKind ExperimentNotGiven = new("EXP2063",
        "The property Experiment is not given, and the folder '{0}' has {1} experiments. Name one as -p:Experiment=NAME, or in the "
        + "project. Valid names: {2}.");

    public static readonly DiagnosticKind NoExperiment = new("EXP2064",
        "The folder '{0}' has no experiment. Write one there as NAME.yaml, or give the path of one as -p:Experiment=PATH. "
        + "'dotnet new emotune' makes a project with an example.");
}
