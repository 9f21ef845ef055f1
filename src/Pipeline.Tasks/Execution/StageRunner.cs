using System.Security.Cryptography;
using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Brings one stale stage up to date: takes an earlier result from the store or does the work beside the old
/// result, then puts the new folder in its place by rename. Whatever interrupts it, the old state or the new
/// one stands, never a mixture.
/// </summary>
internal sealed class StageRunner(
    ExperimentSpec spec, ArtifactFolder artifacts, StageResolver resolver, DigestCache digests, ResultStore store,
    SortedDictionary<string, string> tools, OverriddenBy? overriddenBy)
{
    /// <param name="work">Fills the stage's new folder.</param>
    /// <exception cref="DiagnosticException">What the stage reports, or an input that changed while it ran (EXP2003).</exception>
    public StageOutcome Run(StageStatus status, Func<StageWork, StageYield> work, StageLog log, CancellationToken cancellation)
    {
        var node = status.Node;
        var key = status.Key ?? throw new InvalidOperationException($"{node.Title} has no key yet.");
        var folder = artifacts.Unfinished(node);
        EmptyFolder(folder);
        if (store.Restore(key, folder) is { } earlier)
        {
            Commit(node, earlier, folder, log);
            return StageOutcome.Restored;
        }
        EmptyFolder(folder);
        var checkpoints = artifacts.Checkpoints(node, key);
        ThisSystem.Process.ForgetPeakMemory();
        using var time = new SpentTime(checkpoints);
        var yield = work(new StageWork(spec, node, artifacts, folder, checkpoints, log, cancellation));
        cancellation.ThrowIfCancellationRequested();
        var spent = time.End();
        VerifyInputs(node, key);
        var manifest = new StageManifest(key, Outputs(folder), tools);
        CostFile.Write(folder, spent, yield, status.Reasons, overriddenBy);
        File.WriteAllBytes(Path.Combine(folder, StageLayout.Manifest), manifest.Serialize());
        // Kept before the rename: a result that took an hour survives a kill between the two.
        store.Keep(folder, manifest);
        Commit(node, manifest, folder, log);
        return StageOutcome.Computed;
    }

    private void Commit(StageNode node, StageManifest manifest, string folder, StageLog log)
    {
        File.WriteAllBytes(Path.Combine(folder, StageLayout.Manifest), manifest.Serialize());
        var place = artifacts.Stage(node);
        foreach (var name in ResultPlace.Take(node.Title, manifest, folder, place, artifacts.Replaced(node)))
            log.Remark($"{node.Folder}/{name} is not Emotune's; it stays.");
        foreach (var (name, output) in manifest.Outputs)
            digests.Remember(Path.Combine(place, name), output.Sha256);
        resolver.Publish(new StageStatus(node, manifest.Key, true, []));
        foreach (var leftover in Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!, node.Id + ".*.checkpoints"))
            Directory.Delete(leftover, recursive: true);
    }

    private void VerifyInputs(StageNode node, StageKey before)
    {
        var after = resolver.CurrentKey(node, out var missing)
            ?? throw new DiagnosticException(Problems.InputChangedMeanwhile.Given(node.Title, missing));
        var changed = StaleReason.Between(before, after);
        if (changed.Count > 0)
            throw new DiagnosticException(Problems.InputChangedMeanwhile.Given(node.Title, string.Join("; ", changed)));
    }

    private static SortedDictionary<string, OutputFile> Outputs(string folder)
    {
        var outputs = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            outputs.Add(PathText.Below(folder, path), new OutputFile(digest, stream.Length));
        }
        return outputs;
    }

    private static void EmptyFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
