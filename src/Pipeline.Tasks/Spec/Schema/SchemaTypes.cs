using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>What a key takes.</summary>
internal abstract record SchemaType
{
    /// <summary>Ends the sentence "it must be …".</summary>
    public abstract string Expectation { get; }
}

/// <summary>Text that is not empty.</summary>
internal record TextType : SchemaType
{
    public override string Expectation => "text (in quotes where it looks like a number)";
}

/// <summary>Text, or <c>~</c> for none, which is read as an empty list.</summary>
internal sealed record OptionalTextType : TextType
{
    public override string Expectation => "text (in quotes where it looks like a number), or ~ for none";
}

/// <summary>Text that can name a folder.</summary>
internal sealed record NameType : TextType
{
    public const string Pattern = "^(?=.{1,100}$)[A-Za-z0-9][A-Za-z0-9._-]*(?<![.])$";

    public override string Expectation => "a name of letters, digits, '.', '_' and '-'";
}

/// <summary>One ASCII character that can separate the fields of a line.</summary>
internal sealed record DelimiterType : TextType
{
    public override string Expectation => "one ASCII character such as \";\" or \"\\t\" (the tab, in double quotes), and no quotation mark "
        + "or line end";

    public static bool IsUsable(string text) => text is [< '\x80' and not ('"' or '\r' or '\n' or '\0')];
}

/// <summary>A regular expression that a whole module name must match.</summary>
internal sealed record PatternType : TextType
{
    public override string Expectation => "a regular expression, or all-linear";
}

/// <param name="IsFolder">A folder below ModelsRoot; otherwise a file below DatasetsRoot.</param>
internal sealed record PathType(bool IsFolder) : TextType
{
    public string RootName => IsFolder ? "ModelsRoot" : "DatasetsRoot";

    public override string Expectation =>
        $"the relative path of a {(IsFolder ? "folder" : "file")} below {RootName} or beside the experiment file";
}

internal sealed record FlagType : SchemaType
{
    public override string Expectation => "true or false";
}

internal sealed record IntegerType(NumberRange Range) : SchemaType
{
    /// <summary>Bounds included.</summary>
    public IntegerType(long minimum, long maximum) : this(new NumberRange(minimum, maximum)) { }

    public override string Expectation => $"an integer {Range}";
}

internal sealed record NumberType(NumberRange Range) : SchemaType
{
    public override string Expectation => $"a number {Range}";
}

internal sealed record ChoiceType(IReadOnlyList<string> Values) : SchemaType
{
    public override string Expectation => Values.Count == 1 ? Values[0] : $"one of {string.Join(", ", Values)}";

    /// <summary>The word for null where one of the choices is to have none.</summary>
    public const string None = "none";

    /// <summary>One value for each member of an enumeration, in the file's spelling.</summary>
    public static ChoiceType Of<T>() where T : struct, Enum => Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public static ChoiceType Of(Type enumeration) => new([.. Enum.GetValues(enumeration).Cast<Enum>().Select(Spell)]);

    /// <summary>As <see cref="Of{T}"/>, and none.</summary>
    public static ChoiceType OrNone<T>() where T : struct, Enum => new([None, .. Of<T>().Values]);

    public static string Spell(Enum value) =>
        value.GetType().GetField(value.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? (value is DatasetFormat ? JsonNamingPolicy.KebabCaseLower : JsonNamingPolicy.SnakeCaseLower).ConvertName(value.ToString());
}

internal sealed record ListType(SchemaType Item, int MinimumCount, bool IsSet = false) : SchemaType
{
    public override string Expectation =>
        MinimumCount == 0 ? $"a list, each item {Item.Expectation}" : $"a list of at least {MinimumCount}, each item {Item.Expectation}";
}

/// <summary>Names of the user's own, each with a value; their order counts.</summary>
internal sealed record MapType(SchemaType Key, SchemaType Value, int MinimumCount, string Noun) : SchemaType
{
    public override string Expectation => $"a block of {Noun}";
}

/// <param name="Name">In the JSON schema's definitions.</param>
internal sealed record BlockType(string Name, IReadOnlyList<SchemaKey> Keys) : SchemaType
{
    public override string Expectation => Keys.Count > 12 ? "a block of keys" : $"a block of {string.Join(", ", Keys.Select(k => k.Name))}";

    public SchemaKey? Find(string name) => Keys.FirstOrDefault(k => k.Name == name);

    /// <summary>The same keys without defaults: what is absent stays as it is elsewhere.</summary>
    public BlockType Changes(string name) => new(name, [.. Keys.Select(k => k with { Default = null, IsOptional = true })]);
}

/// <summary>Either of two, told apart by what stands there: a scalar, a list or a block.</summary>
internal sealed record EitherType(SchemaType First, SchemaType Second) : SchemaType
{
    public override string Expectation => $"{First.Expectation}; or {Second.Expectation}";
}

/// <summary>One row of the table of keys.</summary>
/// <param name="Description">For editors and documentation; one or two sentences.</param>
/// <param name="Default">As YAML; null where there is none. A block's default is that of each of its keys.</param>
internal sealed record SchemaKey(string Name, SchemaType Type, string Description, string? Default = null)
{
    /// <summary>The same key, and zero is valid too: it stands for none.</summary>
    public SchemaKey OrZero() => this with
    {
        Type = Type switch
        {
            IntegerType { Range: var range } => new IntegerType(range with { Minimum = 0, AboveMinimum = false }),
            NumberType { Range: var range } => new NumberType(range with { Minimum = 0, AboveMinimum = false }),
            _ => throw new InvalidOperationException($"'{Name}' is no number."),
        },
    };

    /// <summary>An error where the key is absent (and its <see cref="OnlyWith"/> holds).</summary>
    public bool IsRequired { get; init; }

    /// <summary>An absent block stays absent, and its keys' defaults with it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The key counts only where its sibling has one of these values.</summary>
    public Condition? OnlyWith { get; init; }

    /// <summary>An error where the key is absent and its sibling has one of these values.</summary>
    public Condition? RequiredWith { get; init; }

    /// <summary>
    /// A sibling beside which the key is not required: where that is given, an absent block has its defaults, and any other key stays
    /// absent.
    /// </summary>
    public string? NotRequiredBeside { get; init; }

    /// <summary>The key counts only where this sibling is given.</summary>
    public string? OnlyBeside { get; init; }

    /// <summary>The key counts only where its sibling is absent.</summary>
    public string? Without { get; init; }
}

/// <summary>The sibling key has one of the values.</summary>
internal sealed record Condition(string Key, params string[] Values)
{
    /// <summary>The sibling has any other value of its enumeration.</summary>
    public static Condition AllBut<T>(string key, T value) where T : struct, Enum =>
        new(key, [.. ChoiceType.Of<T>().Values.Where(v => v != ChoiceType.Spell(value))]);

    public string ValuesText => string.Join(", ", Values);
}
