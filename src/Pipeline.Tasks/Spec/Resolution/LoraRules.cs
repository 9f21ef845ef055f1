using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Whether the names in the runs' <c>lora</c> blocks mean something in the backbone.</summary>
internal sealed class LoraRules(SpecProblems problems)
{
    /// <summary>Layers that a key can name at all; no encoder has nearly as many.</summary>
    private const int MostLayers = 1024;

    // The runs of a matrix mostly differ in something else than their lora block.
    private readonly Dictionary<(string Lora, HeadPooling Pooling), NameResult> _checked = [];

    /// <param name="Error">Why the names could not be checked; null where they were.</param>
    private sealed record NameResult(IReadOnlyList<LoraNameFault> Faults, DiagnosticException? Error = null);

    public void Check(ExperimentTree tree, ExperimentPaths paths, EncoderConfig encoder)
    {
        var runs = tree.Runs.Select(r => (Run: r, Block: r.Entry.Node as CheckedBlock))
            .Where(r => r.Block?.Block("lora") is { HasFault: false } && !StartsFromFiles(r.Run, paths)).ToList();
        if (runs.Count == 0 || encoder.LayerCount > MostLayers)
            return;
        foreach (var (run, block) in runs)
            Check(run, block!, encoder, Named(tree.Root.Block("backbone")));
    }

    private static string Named(CheckedBlock? backbone) => (backbone?.Value("path") ?? backbone?.Value("hub")) as string ?? "";

    // An adapter there brings its own names, which are taken as PEFT takes them; a whole model is refused by the stage.
    private static bool StartsFromFiles(ExpandedRun run, ExperimentPaths paths) => paths.InitializeFrom.ContainsKey(run.Name);

    private void Check(ExpandedRun run, CheckedBlock block, EncoderConfig encoder, string backbone)
    {
        var (lora, path) = (block.Block("lora")!, $"runs.{run.WrittenAs}.lora");
        var pooling = block.Block("head")?.Value("pooling") is "first_token" ? HeadPooling.FirstToken : HeadPooling.Mean;
        var (faults, error) = CheckOnce(SpecBinder.Lora(lora).ToConfig(), encoder, pooling);
        foreach (var fault in faults.Where(f => IsGiven(f, lora)))
            problems.Add(Problem(fault, lora, path, encoder, backbone, run.Name));
        if (error is null)
            return;
        var at = block.Find("lora")!.KeyOrigin.At;
        problems.AddRange(error.Diagnostics.Select(d => d with { At = at, Message = $"runs.{run.Name}: {d.Message}" }));
    }

    private NameResult CheckOnce(LoraConfig config, EncoderConfig encoder, HeadPooling pooling)
    {
        var key = (Json.Line(config), pooling);
        return _checked.TryGetValue(key, out var known) ? known : _checked[key] = Names(config, encoder, pooling);
    }

    private static NameResult Names(LoraConfig config, EncoderConfig encoder, HeadPooling pooling)
    {
        try
        {
            return new(LoraNameCheck.Of(config, encoder, pooling));
        }
        catch (DiagnosticException error)
        {
            return new([], error);
        }
    }

    /// <summary>A name that a later layer made idle is passed over, as keys are.</summary>
    private static bool IsGiven(LoraNameFault fault, CheckedBlock lora) => fault.Beside is not { } decider
        || lora.Find(fault.Key)!.KeyOrigin.Layer >= lora.Find(decider)!.KeyOrigin.Layer;

    private static Diagnostic Problem(
        LoraNameFault fault, CheckedBlock lora, string path, EncoderConfig encoder, string backbone, string run)
    {
        var (key, at) = ($"{path}.{fault.Key}", Place(fault, lora));
        return fault.Kind switch
        {
            LoraNameFaultKind.Unknown => Problems.ModuleNameUnknown.At(
                at, key, fault.Name, fault.Key == "modules_to_save" ? "module" : "linear layer", backbone,
                fault.Reason.Length == 0 ? "" : $", because {fault.Reason}", Suggestions.For(fault.Name, fault.Valid),
                string.Join(", ", fault.Valid)),
            LoraNameFaultKind.WithoutEffect => Problems.ModuleNameWithoutEffect.At(at, key, fault.Name, fault.Reason),
            LoraNameFaultKind.UnknownLayer =>
                Problems.LayerUnknown.At(at, key, fault.Name, backbone, encoder.LayerCount, encoder.LayerCount - 1),
            LoraNameFaultKind.NotLinear => Of(run, Problems.NotALinearLayer.At(at, fault.Reason)),
            LoraNameFaultKind.NoTarget => Of(run, Problems.NoTargetModule.At(at, fault.Name, fault.Reason)),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null),
        };
    }

    private static Diagnostic Of(string run, Diagnostic problem) => problem with { Message = $"runs.{run}: {problem.Message}" };

    /// <summary>The name where it is a key itself, else the option that has it.</summary>
    private static SourceLocation? Place(LoraNameFault fault, CheckedBlock lora)
    {
        var option = lora.Find(fault.Key);
        var entry = (option?.Node as CheckedBlock)?.Find(fault.Name) ?? option;
        return entry?.KeyOrigin.At ?? lora.Origin.At;
    }
}
