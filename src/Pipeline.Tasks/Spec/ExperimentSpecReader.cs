using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec;

/// <summary>What was read of an experiment file: with any problem at all there is no experiment.</summary>
/// <param name="Problems">All of them, in the order of the file.</param>
/// <param name="Paths">Null where problems are, and where no files were looked for.</param>
/// <param name="Resolved">Every value and where it came from.</param>
internal sealed record ExperimentReading(
    ExperimentSpec? Spec, IReadOnlyList<Diagnostic> Problems, ExperimentPaths? Paths, ResolvedExperiment? Resolved)
{
    public void Deconstruct(out ExperimentSpec? spec, out IReadOnlyList<Diagnostic> problems) => (spec, problems) = (Spec, Problems);
}

/// <summary>Reads an experiment file, overrides laid over it, and finds all that is wrong with it in one go.</summary>
internal static class ExperimentSpecReader
{
    /// <param name="yamlPath">The experiment file; named so in problems.</param>
    /// <param name="sets">Each <c>path=value</c>, later ones over earlier ones, all over <paramref name="overridesPath"/>.</param>
    /// <param name="overridesPath">A YAML file of several, in the experiment's own shape; null or empty for none.</param>
    /// <param name="roots">Where to look for the files that the experiment names; null to look for none of them.</param>
    /// <param name="toPin">Whether it is read to find out which versions its sources have, so that they need not be said.</param>
    public static ExperimentReading Read(
        string yamlPath, IEnumerable<string> sets, string? overridesPath, PathRoots? roots = null, bool toPin = false)
    {
        var problems = new SpecProblems();
        var root = ReadFile(yamlPath, SpecLayer.File, problems);
        if (root is not null && !string.IsNullOrEmpty(overridesPath)
            && ReadFile(overridesPath, SpecLayer.Overrides, problems) is { } overrides)
        {
            root = SpecLayers.Merge(root, overrides);
        }

        var number = 0;
        foreach (var set in sets)
            root = root is null ? null : SpecLayers.Set(root, set, ++number, problems);
        if (root is null)
            return new ExperimentReading(null, problems.InFileOrder(yamlPath), null, null);

        var checkedRoot = new TypeChecker(problems).Check(SpecSchema.Root, root, "", root.Origin) as CheckedBlock
            ?? new CheckedBlock([], root.Origin);
        var tree = ExperimentTree.Resolve(checkedRoot, problems);
        new CrossFieldRules(problems).Check(tree);
        if (!toPin)
            SourceRules.Check(tree, problems);
        var paths = roots is null ? null : new PathResolver(yamlPath, roots, problems, toPin).Resolve(tree);
        new LabelPositionRules(problems).Check(tree, paths, looked: roots is not null);
        if (paths is not null && Directory.Exists(paths.Backbone) && EncoderRules.ReadEncoder(paths.Backbone) is { } encoder)
        {
            new LoraRules(problems).Check(tree, paths, encoder);
            EncoderRules.Check(tree, paths.Places, encoder, problems);
        }

        return problems.Count > 0
            ? new ExperimentReading(null, problems.InFileOrder(yamlPath), null, null)
            : new ExperimentReading(SpecBinder.Bind(tree), [], paths, new ResolvedExperiment(tree));
    }

    /// <summary>The name that a file gives its experiment, whatever else is in it; null where it gives none.</summary>
    public static string? NameIn(string path) =>
        (ReadFile(path, SpecLayer.File, new SpecProblems()) as MapNode)?.Entries.FirstOrDefault(e => e.Key == "name") is
        { Value: ScalarNode name }
            ? name.Text
            : null;

    private static SpecNode? ReadFile(string path, SpecLayer layer, SpecProblems problems)
    {
        if (YamlFile.ReadText(path, problems) is not { } text)
            return null;
        var root = YamlTreeReader.Read(text, layer, new SourceLocation(path, 1, 1), problems);
        if (root is MapNode or FaultNode or null)
            return root as MapNode;
        problems.Add(root is ScalarNode scalar && StrictScalar.IsNull(scalar)
            ? Problems.EmptyFile.At(root.Origin.At, path)
            : Problems.WrongType.At(root.Origin.At, path, "no block of keys", SpecSchema.Root.Expectation));
        return null;
    }
}
