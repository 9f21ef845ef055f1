using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>A licence as Hugging Face's hub names it, which differs from SPDX in its letters' case and in its list.</summary>
/// <param name="Identifier"><c>other</c> for a licence that the hub does not list.</param>
/// <param name="Name">What the licence is called where the hub does not list it.</param>
internal sealed partial record HubLicence(string Identifier, string? Name)
{
    // From the hub's documentation, repositories-licenses. The hub refuses a card with any other word.
    private static readonly HashSet<string> Listed = new(StringComparer.Ordinal)
    {
        "apache-2.0", "mit", "openrail", "bigscience-openrail-m", "creativeml-openrail-m", "bigscience-bloom-rail-1.0",
        "bigcode-openrail-m", "afl-3.0", "artistic-2.0", "bsl-1.0", "bsd", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear", "c-uda",
        "cc", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0",
        "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0",
        "cc-by-nc-sa-4.0", "cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "wtfpl", "ecl-2.0", "epl-1.0", "epl-2.0",
        "etalab-2.0", "eupl-1.1", "agpl-3.0", "gfdl", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1", "lgpl-3.0", "isc", "lppl-1.3c",
        "ms-pl", "mpl-2.0", "odc-by", "odbl", "openrail++", "osl-3.0", "postgresql", "ofl-1.1", "ncsa", "unlicense", "zlib", "pddl",
        "lgpl-lr", "deepfloyd-if-license", "llama2", "gemma", "unknown",
    };

    /// <summary>Null for what is a sentence rather than an identifier.</summary>
    public static HubLicence? Of(string? licence)
    {
        if (licence is null || !Identifiers().IsMatch(licence))
            return null;
        var identifier = licence.ToLowerInvariant();
        var family = SpdxVersions().Replace(identifier, "");
        return Listed.Contains(identifier) ? new(identifier, null)
            : Listed.Contains(family) ? new(family, null)
            : new("other", identifier.Replace('+', '-'));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.+-]{0,63}\z")]
    private static partial Regex Identifiers();

    // SPDX tells one version from all later ones, the hub does not.
    [GeneratedRegex(@"-(only|or-later)\z")]
    private static partial Regex SpdxVersions();
}
