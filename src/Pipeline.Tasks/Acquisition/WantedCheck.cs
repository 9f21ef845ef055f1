using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition.Hub;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Looks at what is wanted before anything is asked for or looked for.</summary>
internal static class WantedCheck
{
    /// <summary>The same with digits in lower case.</summary>
    /// <exception cref="DiagnosticException">A name, a revision or a digest is not one.</exception>
    public static WantedModel Of(WantedModel wanted)
    {
        RequireName(wanted.Repository, wanted.At);
        if (wanted.Revision is { } revision && !HubAnswers.IsHex(revision, 40))
            throw new DiagnosticException(Problems.RevisionInvalid.At(wanted.At, revision, wanted.Repository));
        if (wanted.Sha256.Keys.FirstOrDefault(n => !NeededFiles.CanBeNeeded(n)) is { } unneeded)
        {
            throw new DiagnosticException(Problems.ModelFileNotThere.At(
                wanted.At, wanted.Repository, wanted.Revision ?? "main", $"file '{unneeded}' that is read here",
                "it, or leave its digest out"));
        }
        return wanted with
        {
            Revision = wanted.Revision?.ToLowerInvariant(),
            Sha256 = wanted.Sha256.ToDictionary(d => d.Key, d => Digest(d.Key, d.Value, wanted.At), StringComparer.Ordinal),
        };
    }

    /// <summary>The same with digits in lower case.</summary>
    /// <exception cref="DiagnosticException">The address or the digest is not valid.</exception>
    public static WantedFile Of(WantedFile wanted)
    {
        RequireAddress(wanted.Address, wanted.At);
        return wanted with { Sha256 = Digest(wanted.Address.ToString(), wanted.Sha256, wanted.At) };
    }

    public static void RequireName(string repository, SourceLocation? at)
    {
        if (!RepositoryName.IsValid(repository))
            throw new DiagnosticException(Problems.RepositoryNameInvalid.At(at, repository));
    }

    public static void RequireAddress(Uri address, SourceLocation? at)
    {
        var why = !address.IsAbsoluteUri ? "it is not a whole address"
            : address.Scheme is not ("https" or "http") ? $"{address.Scheme}: is not fetched"
            : address.UserInfo.Length > 0 ? "it has a user's name in it"
            : null;
        if (why is not null)
            throw new DiagnosticException(Problems.AddressInvalid.At(at, address.OriginalString, why));
    }

    private static string Digest(string name, string digest, SourceLocation? at) => HubAnswers.IsHex(digest, 64)
        ? digest.ToLowerInvariant()
        : throw new DiagnosticException(Problems.DigestInvalid.At(at, digest, name));
}
