using System.Collections.Concurrent;
using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Adds defaults, and reports what is missing or has no effect beside the other keys of its block.</summary>
internal sealed class Completion(SpecProblems problems)
{
    // Every run asks for every key's.
    private static readonly ConcurrentDictionary<SchemaKey, CheckedNode> Defaults = new(ReferenceEqualityComparer.Instance);

    /// <param name="at">The key that the block belongs to: the place where missing keys are reported.</param>
    public CheckedBlock Complete(BlockType type, CheckedBlock block, string path, SpecOrigin at)
    {
        block = SourceLayers.Latest(block);
        var done = new CheckedBlock([], block.Origin);
        foreach (var key in type.Keys)
        {
            var inner = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            if (Counts(type, key, block, done, path, inner) && Entry(key, block, done, inner, at) is { } entry)
                done = done.With(entry);
        }

        return done;
    }

    private CheckedEntry? Entry(SchemaKey key, CheckedBlock block, CheckedBlock done, string path, SpecOrigin at)
    {
        if (block.Find(key.Name) is { } given)
            return given with { Node = Complete(key.Type, given.Node, path, given.KeyOrigin) };
        if (key.IsRequired || Holds(key.RequiredWith, done) == true)
        {
            if (key.NotRequiredBeside is { } sibling && block.Find(sibling) is not null)
            {
                return key.Type is not BlockType ? null : new CheckedEntry(
                    key.Name, SpecOrigin.Default, Complete(key.Type, new CheckedBlock([], SpecOrigin.Default), path, at));
            }

            var with = key.RequiredWith is { } condition ? $" where '{condition.Key}' is '{done.Value(condition.Key)}'" : "";
            problems.Add(Problems.MissingKey.At(at.At, path, with, key.Type.Expectation));
            return new CheckedEntry(key.Name, at, new CheckedFault(at));
        }

        if (Default(key) is not { } value)
            return null;
        return new CheckedEntry(key.Name, SpecOrigin.Default, Complete(key.Type, value, path, at));
    }

    private CheckedNode Complete(SchemaType type, CheckedNode node, string path, SpecOrigin at) => (type, node) switch
    {
        (BlockType block, CheckedBlock given) => Complete(block, given, path, at),
        (EitherType { First: BlockType block }, CheckedBlock given) => Complete(block, given, path, at),
        (EitherType { Second: BlockType block }, CheckedBlock given) => Complete(block, given, path, at),
        _ => node,
    };

    /// <summary>The default of the table; null where it has none.</summary>
    public static CheckedNode? Default(SchemaKey key) => key switch
    {
        { Type: BlockType } => key.IsOptional ? null : new CheckedBlock([], SpecOrigin.Default),
        { Default: { } text } => Defaults.GetOrAdd(key, _ => Parse(key, text)),
        _ => null,
    };

    private static CheckedNode Parse(SchemaKey key, string text)
    {
        var faults = new SpecProblems();
        var node = YamlTreeReader.Read(text, SpecLayer.Default, new SourceLocation(key.Name, 1, 1), faults)!;
        var value = new TypeChecker(faults).Check(key.Type, node, key.Name, SpecOrigin.Default);
        return faults.Count == 0
            ? value
            : throw new InvalidOperationException($"The table's default of '{key.Name}' is not valid: {faults.Found.First().Message}");
    }

    /// <summary>
    /// False where the key says nothing beside its siblings. One that a later layer made idle is passed over, one given as late is an
    /// error.
    /// </summary>
    private bool Counts(BlockType type, SchemaKey key, CheckedBlock block, CheckedBlock done, string path, string inner)
    {
        var given = block.Find(key.Name);
        if (Unmet(type, key, done) is { } unmet)
        {
            var decider = done.Find(unmet.Key)!;
            if (given is not null && given.KeyOrigin.Layer >= decider.KeyOrigin.Layer)
            {
                problems.Add(
                    Problems.KeyWithoutEffect.At(
                        given.KeyOrigin.At, inner, Sibling(path, decider.Key), $"'{done.Value(decider.Key)}'", unmet.ValuesText));
            }

            return false;
        }

        if (given is not null && key.OnlyBeside is { } beside && block.Find(beside) is null)
        {
            problems.Add(Problems.KeyAlone.At(given.KeyOrigin.At, inner, Sibling(path, beside)));
            return false;
        }

        if (key.Without is null || block.Find(key.Without) is not { } rival)
            return key.OnlyWith is null || given is not null || Holds(key.OnlyWith, done) == true;
        if (given is not null && given.KeyOrigin.Layer >= rival.KeyOrigin.Layer)
        {
            problems.Add(
                Problems.KeysExcludeEachOther.At(given.KeyOrigin.At, inner, Sibling(path, rival.Key), "they say the same in two ways"));
        }

        return false;
    }

    /// <summary>
    /// The condition that makes the key idle: its own, or that of the key which it depends on, which then is not there. Null where none
    /// does.
    /// </summary>
    private static Condition? Unmet(BlockType type, SchemaKey key, CheckedBlock done)
    {
        var condition = key.OnlyWith;
        while (condition is not null && Holds(condition, done) != false)
            condition = done.Find(condition.Key) is null ? type.Find(condition.Key)?.OnlyWith : null;
        return condition;
    }

    /// <summary>Null without a condition, or where the sibling's value is faulty and nothing can be said.</summary>
    private static bool? Holds(Condition? condition, CheckedBlock done) =>
        condition is not null && done.Value(condition.Key) is string value ? condition.Values.Contains(value) : null;

    private static string Sibling(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
