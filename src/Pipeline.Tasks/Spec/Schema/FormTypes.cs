using System.Text.RegularExpressions;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Text of one form, such as a digest, which has a problem of its own.</summary>
internal abstract record FormType : TextType
{
    /// <summary>The form as a regular expression that .NET and JavaScript read alike.</summary>
    public abstract string Pattern { get; }

    /// <summary>What is wrong with any other text. The problem is given the key and the text.</summary>
    public abstract DiagnosticKind Problem { get; }

    public virtual bool Takes(string text) => !text.Contains('\n', StringComparison.Ordinal) && Regex.IsMatch(text, Pattern);

    /// <summary>What a message shows of a text that is not of the form.</summary>
    public virtual string Shown(string text) => text;

    /// <summary>The one spelling of texts that mean the same.</summary>
    public virtual string Normal(string text) => text;
}

/// <summary>Hexadecimal digits, which may look like a number.</summary>
internal abstract record HexType : FormType
{
    public override string Normal(string text) => text.ToLowerInvariant();
}

/// <summary>The name of a model on Hugging Face's hub.</summary>
internal sealed record HubNameType : FormType
{
    public override string Expectation => "the name of a model on Hugging Face's hub, as in org/name";

    // The hub's own rule. Its cache separates the two parts by "--".
    public override string Pattern => $"^(?!.*(--|[.][.]|[.][Gg][Ii][Tt]$)){Part}(/{Part})?$";

    public override DiagnosticKind Problem => Problems.HubNameInvalid;

    private const string Part = "[A-Za-z0-9_]([A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
}

/// <summary>A commit of the hub.</summary>
internal sealed record RevisionType : HexType
{
    public override string Expectation => "the 40 hexadecimal digits of a commit";

    public override string Pattern => "^[0-9a-fA-F]{40}$";

    public override DiagnosticKind Problem => Problems.SourceRevisionInvalid;
}

/// <summary>The SHA-256 of a file.</summary>
internal sealed record DigestType : HexType
{
    public override string Expectation => "a SHA-256 digest, which has 64 hexadecimal digits";

    public override string Pattern => "^[0-9a-fA-F]{64}$";

    public override DiagnosticKind Problem => Problems.SourceDigestInvalid;
}

/// <summary>The address of a file.</summary>
internal sealed record AddressType : FormType
{
    public override string Expectation => "an address that begins with https:// or http:// and names no user";

    public override string Pattern => "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+([/?]\\S*)?$";

    public override DiagnosticKind Problem => Problems.SourceAddressInvalid;

    // A user's name is often followed by a password, and messages go into logs.
    public override string Shown(string text) => Regex.Replace(text, "(?<=//)[^/?#]*@", "…@");

    public override bool Takes(string text) => base.Takes(text) && Uri.TryCreate(text, UriKind.Absolute, out _);
}

/// <summary>The name of a file of a model, which lies in no folder of the model's folder.</summary>
internal sealed record ModelFileType : FormType
{
    public override string Expectation => "the name of a file in the model's folder";

    public override string Pattern => "^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$";

    public override DiagnosticKind Problem => Problems.ModelFileInvalid;
}
