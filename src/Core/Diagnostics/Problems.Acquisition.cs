namespace Emotune.Diagnostics;

/// <content>EXP203x to EXP205x: models and files that are fetched.</content>
internal static partial class Problems
{
    public static readonly DiagnosticKind RepositoryNameInvalid = new("EXP2030",
        "'{0}' is not the name of a model on a hub. It must be a name or an organization and a name, such as "
        + "sentence-transformers/all-MiniLM-L6-v2, of letters, digits, '-', '_' and '.'. Neither part may begin or end with '-' or '.', "
        + "and '--' and '..' are not valid.");
    public static readonly DiagnosticKind RevisionInvalid = new("EXP2031",
        "'{0}' is not a revision of the model '{1}'. It must be a commit of 40 hexadecimal digits. A branch or a tag can move and is "
        + "therefore not valid.");
    public static readonly DiagnosticKind AddressInvalid = new("EXP2032",
        "The address '{0}' cannot be fetched, because {1}. It must begin with https:// or http://.");
    public static readonly DiagnosticKind DigestInvalid = new("EXP2033",
        "'{0}' is not the SHA-256 of '{1}'. It must be 64 hexadecimal digits.");
    public static readonly DiagnosticKind NotThereOffline = new("EXP2034",
        "'{0}' is not in the cache, and HF_HUB_OFFLINE allows no call. Unset HF_HUB_OFFLINE, or download {1} elsewhere and place it as "
        + "'{2}'.{3}");
    public static readonly DiagnosticKind RepositoryNotFound = new("EXP2035",
        "The hub {0} shows no model '{1}' {2}. Check the name and the revision. If the model is private, set HF_TOKEN to a token that may "
        + "read it.");
    public static readonly DiagnosticKind RevisionNotFound = new("EXP2036",
        "The model '{1}' on the hub {0} has no revision '{2}'. Take a commit from the model's page.");
    public static readonly DiagnosticKind RepositoryGated = new("EXP2037",
        "The hub {0} does not allow the model '{1}' to be downloaded {2}. Accept its terms on {3} and set HF_TOKEN to a token that may "
        + "read it.");
    public static readonly DiagnosticKind ModelFileNotThere = new("EXP2038",
        "The model '{0}' at revision {1} has no {2}. Name a model that has {3}.");
    public static readonly DiagnosticKind OnlyPickledWeights = new("EXP2039",
        "The model '{0}' at revision {1} has its weights only as {2}. Such files can run any program when they are opened, so only "
        + "safetensors are fetched. Name a revision or a model with model.safetensors.");
    public static readonly DiagnosticKind FetchedWrong = new("EXP2040",
        "{0} is not the file that is wanted: {1}. It was not kept. {2}");
    public static readonly DiagnosticKind DiskTooSmall = new("EXP2041",
        "{0} needs {1} bytes, but the disk of '{2}' has only {3} bytes free. Make room, or set {4} to a folder on a larger disk.");
    public static readonly DiagnosticKind FetchFailed = new("EXP2042",
        "{0} could not be fetched, because {1}. Tries that failed in a row: {2}. Build again to continue where it stopped.");
    public static readonly DiagnosticKind NameLeadsOutside = new("EXP2043",
        "The file '{0}' of the model '{1}' names the file '{2}', which is not a plain file name. Such a name could lead outside the cache, "
        + "so nothing was fetched.");
    public static readonly DiagnosticKind CacheLeadsOutside = new("EXP2044",
        "'{0}' is a link that leads to '{1}', outside the cache '{2}'. Nothing is written there. Remove the link.");
    public static readonly DiagnosticKind CachedFileWrong = new("EXP2045",
        "'{0}' in the cache is damaged or another file: its digest is not {1}. HF_HUB_OFFLINE allows no call. Unset HF_HUB_OFFLINE, or "
        + "download {2} elsewhere and put it in that place.");
    public static readonly DiagnosticKind FilesNotPinned = new("EXP2046",
        "The model '{0}' has no revision, and these of its files have no digest: {1}. Give the revision, or a digest in 'sha256' for each "
        + "of these files.");
    public static readonly DiagnosticKind HubAnswerInvalid = new("EXP2047",
        "The answer of {0} is not that of a hub: {1}. Check HF_ENDPOINT, and whether a proxy or a login page answers instead.");
    public static readonly DiagnosticKind AddressRefused = new("EXP2048",
        "The server of {0} answered {1}. Check the address, and whether it can be read without signing in.");
    public static readonly DiagnosticKind HubNotAsked = new("EXP2050",
        "The model '{0}' has files in the cache, which does not say whether they are all that the model has, and the hub {1} could not be "
        + "asked. Build again when it can be reached, or set HF_HUB_OFFLINE=1 to take the files of '{2}' as they are.");
    public static readonly DiagnosticKind CacheRefused = new("EXP2051",
        "The cache '{0}' cannot be used: {1} Allow access to it, or set {2} to another folder.");
    public static readonly DiagnosticKind VariableInvalid = new("EXP2049",
        "The environment variable {0} {1}. It must be {2}.");
}
