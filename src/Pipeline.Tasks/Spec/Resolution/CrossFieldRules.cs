using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Platform;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>What no single key can get wrong alone. Rules pass over values that are faulty themselves.</summary>
internal sealed class CrossFieldRules(SpecProblems problems)
{
    public void Check(ExperimentTree tree)
    {
        if (tree.Root.Block("data") is { } data)
        {
            DelimitersAreOfCsv(data, "data");
            SplitsAreDifferentFiles(data);
            BatchHoldsLongestText(tree.Root, data);
        }

        var sets = ExtraSetCompletion.SetsOf(tree.Root);
        foreach (var set in sets)
        {
            if (set.Node is CheckedBlock block)
                DelimitersAreOfCsv(block, ExtraSetCompletion.PathOf(set));
        }

        foreach (var same in sets.GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add(Problems.ExtraSetNamesCollide.At(same.Last().KeyOrigin.At, same.Last().Key));
        foreach (var run in tree.Runs)
        {
            if ((run.Entry.Node as CheckedBlock)?.Block("lora") is { } lora)
                LayersNeedNames(lora, $"runs.{run.WrittenAs}.lora");
        }
    }

    private void DelimitersAreOfCsv(CheckedBlock data, string path)
    {
        if (data.Value("format") is string format and not "csv" && data.Block("columns")?.Find("delimiter") is { } delimiter)
        {
            problems.Add(Problems.KeyWithoutEffect.At(
                delimiter.KeyOrigin.At, $"{path}.columns.delimiter", $"{path}.format", $"'{format}'", "csv"));
        }
    }

    private void SplitsAreDifferentFiles(CheckedBlock data)
    {
        var seen = new Dictionary<string, string>(PathText.Comparer);
        foreach (var split in (string[])["train", "validation", "test"])
        {
            if (data.Find(split) is not { } entry)
                continue;
            string[] names = [.. NamesOf(entry.Node)];
            if (names.FirstOrDefault(seen.ContainsKey) is { } shared)
            {
                var named = entry.Node is CheckedValue { Value: string path } ? path : shared;
                problems.Add(Problems.SplitsShareFile.At(entry.KeyOrigin.At, $"data.{seen[shared]}", $"data.{split}", named));
            }

            foreach (var name in names)
                seen.TryAdd(name, split);
        }
    }

    /// <summary>Whatever of it another split cannot have: the path without detours, the address, the digest.</summary>
    private static IEnumerable<string> NamesOf(CheckedNode file) => file switch
    {
        CheckedValue { Value: string path } => [Path.GetFullPath(path, Path.GetPathRoot(AppContext.BaseDirectory)!)],
        CheckedBlock block => ((string[])["path", "url", "sha256"]).Select(block.Find).OfType<CheckedEntry>()
            .SelectMany(e => e is { Key: not "path", Node: CheckedValue { Value: string text } } ? [text] : NamesOf(e.Node)),
        _ => [],
    };

    private void BatchHoldsLongestText(CheckedBlock root, CheckedBlock data)
    {
        if (data.Find("max_length") is { Node: CheckedValue { Value: long longest } } length
            && root.Block("prediction")?.Find("batch_tokens") is { Node: CheckedValue { Value: long tokens } } batch && tokens < longest)
        {
            problems.Add(
                Problems.BatchTooSmall.At(
                    (batch.KeyOrigin.At is null ? length : batch).KeyOrigin.At, "prediction.batch_tokens", tokens, longest));
        }
    }

    /// <summary>PEFT's own rule: with one expression for whole names there is no layer left to choose.</summary>
    private void LayersNeedNames(CheckedBlock lora, string path)
    {
        if (lora.Find("layers_to_transform") is { } layers && lora.Find("target_modules") is { Node: CheckedValue })
        {
            problems.Add(
                Problems.KeysExcludeEachOther.At(
                    layers.KeyOrigin.At, $"{path}.layers_to_transform", $"{path}.target_modules as one expression",
                    "give target_modules as a list, or choose the layers in the expression"));
        }
    }
}
