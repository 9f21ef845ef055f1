namespace Emotune.Platform;

/// <summary>What .NET does not tell of files in one way on all systems.</summary>
internal interface IFileSystemFacts
{
    FileKind KindOf(string path);

    /// <summary>Whether two paths lead to one file, by whatever links.</summary>
    bool AreSame(string first, string second);

    /// <summary>Follows symbolic links; null where there is no regular file.</summary>
    FileIdentity? IdentityOf(string path);
}
