using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The encoder that runs start from: the user's own, or what Pretrain makes of it where the experiment asks for that.</summary>
internal static class BackbonePlan
{
    // From a run's train folder.
    private const string PretrainedName = "../../../../" + StageLayout.Pretrain.Folder;

    /// <summary>
    /// What an adapter's configuration calls its backbone: its name on the hub, or else its path as the experiment has it. The pretrained
    /// one has its path from the adapter's folder.
    /// </summary>
    public static string NameOf(BackboneSpec backbone) => backbone.Pretrain is null ? backbone.Hub ?? backbone.Path! : PretrainedName;

    /// <summary>The commit of that name on the hub; null where the name is a folder's, or where the experiment says no commit.</summary>
    public static string? RevisionOf(BackboneSpec backbone) => backbone.Pretrain is null ? backbone.Revision : null;

    /// <summary>What stands in an adapter's configuration, as values of a key.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Names(BackboneSpec backbone)
    {
        var key = backbone is { Pretrain: null, Hub: not null } ? "backbone.hub" : "backbone.path";
        yield return new(key, NameOf(backbone));
        if (RevisionOf(backbone) is { } revision)
            yield return new("backbone.revision", revision);
    }

    /// <summary>Null where the user's own is taken as it is.</summary>
    internal static StageNode? Pretrain(ExperimentSpec spec, ExperimentFiles files)
    {
        if (spec.Backbone.Pretrain is not { } pretrain)
            return null;
        var parameters = new Dictionary<string, string>(SpecParameters.For(spec, null, "backbone.pretrain"));
        // How often a checkpoint is written changes no bit of the result.
        parameters.Remove("backbone.pretrain.checkpoint_seconds");
        // From scratch, only the shape is read.
        var model = files.Backbone.Where(f => !pretrain.FromScratch || Path.GetFileName(f.Path) == ModelLayout.Configuration);
        return new(StageKind.Pretrain, null, null, StageLayout.Pretrain.Folder, parameters,
            [StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Train),
                .. model.Concat(files.Tokenizer).Select(f => new StageInput(f.Name, f.Path))]);
    }

    /// <summary>Configuration and weights, as runs read them.</summary>
    internal static IEnumerable<StageInput> Model(ExperimentSpec spec, ExperimentFiles files) => spec.Backbone.Pretrain is null
        ? files.Backbone.Select(f => new StageInput(f.Name, f.Path))
        : [Pretrained(ModelLayout.Configuration), Pretrained(ModelLayout.Weights)];

    /// <summary>
    /// What decides how texts become word pieces, as runs read it. Pretrain copies the tokenizer's files and names its class in them, so
    /// that its own config.json decides nothing.
    /// </summary>
    internal static IEnumerable<StageInput> Tokenizer(ExperimentSpec spec, ExperimentFiles files) => spec.Backbone.Pretrain is null
        ? files.TokenizerAndClass.Select(f => new StageInput(f.Name, f.Path))
        : files.Tokenizer.Select(f => Path.GetFileName(f.Path)).Union([ModelLayout.TokenizerConfiguration]).Select(Pretrained);

    private static StageInput Pretrained(string file) => StageInput.Artifact(StageLayout.Pretrain.Folder, file);
}
