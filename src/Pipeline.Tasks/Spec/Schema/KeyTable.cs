using System.Text;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Writes the table of keys for people, as Markdown.</summary>
internal static class KeyTable
{
    /// <summary>One row for each key: its path, what it takes, its default and its meaning.</summary>
    public static string Write()
    {
        var text = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        foreach ((var path, var key) in Rows("", SpecSchema.Root))
        {
            var standard = key is { IsRequired: true, NotRequiredBeside: null } ? "required"
                : key.Default is null ? "" : $"`{key.Default}`";
            text.Append($"| `{path}` | {Escape(key.Type.Expectation)} | {Escape(standard)} | {Escape(JsonSchemaWriter.Describe(key))} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Path, SchemaKey Key)> Rows(string prefix, BlockType block) =>
        block.Keys.SelectMany(key => key.Type switch
    {
        // What a run may change is what the experiment has; what a matrix may vary is what a run has.
        BlockType changes when key.IsOptional && changes.Name.EndsWith("_changes", StringComparison.Ordinal) => [(prefix + key.Name, key)],
        MapType { Value: BlockType { Name: "matrix_of_run" } } => [(prefix + key.Name, key)],
        BlockType inner => Rows($"{prefix}{key.Name}.", inner),
        MapType { Value: BlockType inner } => Rows($"{prefix}{key.Name}.*.", inner),
        EitherType { Second: BlockType inner } => Rows($"{prefix}{key.Name}.", inner).Prepend((prefix + key.Name, key)),
        _ => new[] { (prefix + key.Name, key) },
    });

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
