using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks;

/// <summary>Looks at the files of the models that an experiment names before anybody opens one: a pipe would never end.</summary>
internal static class ModelFileCheck
{
    private static readonly string[] Names =
    [
        .. ModelLayout.Tokenizer, ModelLayout.Configuration, ModelLayout.Weights, ModelLayout.WeightIndex, ModelLayout.AdapterConfiguration,
        ModelLayout.AdapterWeights, ModelLayout.Head, ModelLayout.HeadWeights,
    ];

    /// <summary>EXP4001 for whatever bears the name of a model's file and is none; what is not there is left to the stages.</summary>
    public static IEnumerable<Diagnostic> Problems(ExperimentPaths paths) =>
        from folder in paths.InitializeFrom.Values.Prepend(paths.Backbone).Distinct(StringComparer.Ordinal)
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, "*.safetensors").Select(f => Path.GetFileName(f)).Union(Names)
        let path = Path.Combine(folder, file)
        let other = RegularFile.WhatElseIsAt(path)
        where other is not null
        select Diagnostics.Problems.FileNotRead.In(path, $"It is no regular file but {other}.");
}
