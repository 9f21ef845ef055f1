namespace Emotune.Pipeline.Acquisition;

/// <summary>Where models and files are fetched from and kept, as the variables of Hugging Face's library say.</summary>
internal sealed record AcquisitionSettings
{
    /// <summary>The folder of Hugging Face's cache.</summary>
    public required string HubFolder { get; init; }

    /// <summary>The folder of the files that have an address of their own.</summary>
    public required string FilesFolder { get; init; }

    public required Uri Endpoint { get; init; }

    /// <summary>Sent to the endpoint alone.</summary>
    public string? Token { get; init; }

    /// <summary>Nothing is fetched, and nobody asked.</summary>
    public bool IsOffline { get; init; }

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <param name="variable">The value of an environment variable; null or empty where it is not set.</param>
    public static AcquisitionSettings FromEnvironment(Func<string, string?> variable) => throw new NotImplementedException();
}
