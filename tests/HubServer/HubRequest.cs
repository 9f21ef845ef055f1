namespace Emotune.HubServer;

/// <summary>What somebody asked the server for.</summary>
/// <param name="Range">The header of this name; null where it was not sent.</param>
/// <param name="Authorization">The header of this name; null where it was not sent.</param>
public sealed record HubRequest(string Method, string Path, string? Range, string? Authorization);
