namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of files and models that can be fetched, or recognised by their digests.</summary>
internal static class SourceSchema
{
    private static readonly BlockType DataFile = new("data_file",
    [
        new("path", new PathType(false),
            "The file, below DatasetsRoot or beside this file. With sha256, it is taken only if it has that digest. Where it is not there, "
            + "url is fetched.") { IsRequired = true, NotRequiredBeside = "url" },
        new("url", new AddressType(), "The address that the file is fetched from. It needs sha256."),
        new("sha256", new DigestType(), "The SHA-256 digest of the file. The target Pin prints it."),
    ]);

    /// <summary>A file, by its path alone or with where it can be fetched.</summary>
    public static readonly EitherType File = new(new PathType(false), DataFile);

    /// <summary>The keys of a model's folder.</summary>
    /// <param name="path">The description of the key <c>path</c>.</param>
    public static IReadOnlyList<SchemaKey> ModelKeys(string path) =>
    [
        new("path", new PathType(true), path) { IsRequired = true, NotRequiredBeside = "hub" },
        new("hub", new HubNameType(),
            "The name of the model on Hugging Face's hub, from which its files are fetched. It needs revision, or sha256, or both."),
        new("revision", new RevisionType(),
            "The commit of the model on the hub, in full. The target Pin prints the one that the hub has now.")
        { OnlyBeside = "hub" },
        new("sha256", new MapType(new ModelFileType(), new DigestType(), 1, "digests by file name"),
            "The SHA-256 digest of each needed file, by its name. A folder at path is then taken only if its files have these digests. The "
            + "target Pin prints them.") { IsOptional = true },
    ];

    /// <summary>What the path of a file or model is, by its path alone or in a block; null for keys that name neither.</summary>
    public static PathType? PathOf(SchemaType type) => type switch
    {
        PathType path => path,
        EitherType { First: PathType path } => path,
        BlockType block when block.Find("hub") is not null => (PathType)block.Find("path")!.Type,
        _ => null,
    };

    /// <summary>A model's folder, by its path alone or with where it can be fetched.</summary>
    public static readonly EitherType Model = new(
        new PathType(true), new BlockType("model_source", ModelKeys("The folder, below ModelsRoot or beside this file.")));
}
