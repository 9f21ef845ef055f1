using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Emotune.HubServer;

/// <summary>
/// Plays a hub of models, and a server of plain files, on a port of the loopback that is free. It ends when it is disposed.
/// </summary>
public sealed class LoopbackHub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServedModel> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<HubRequest> _requests = new();
    private readonly WebApplication _application;

    private LoopbackHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address => _application.Urls.Single();

    /// <summary>Answers before the hub does; true where it has.</summary>
    public Func<HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>Every request so far, in its order.</summary>
    public IReadOnlyList<HubRequest> Requests => [.. _requests];

    /// <summary>Cuts the connection after this many bytes of a file; null for never.</summary>
    public int? CutAfterBytes { get; set; }

    public static async Task<LoopbackHub> StartAsync()
    {
        var hub = new LoopbackHub();
        await hub._application.StartAsync();
        return hub;
    }

    /// <summary>Serves a model, whose main branch is at this commit.</summary>
    public void Add(string repository, ServedModel model) => _models[repository] = model;

    /// <summary>Serves a folder's files as a model's, without those in folders below it.</summary>
    public void AddFolder(string repository, string commit, string folder) => Add(repository, new ServedModel(
        commit, Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal)));

    /// <summary>Serves a plain file.</summary>
    /// <param name="path">From the server's root, with a slash at its beginning.</param>
    /// <returns>Its address.</returns>
    public Uri AddFile(string path, byte[] content)
    {
        _files[path] = content;
        return new Uri(Address + path);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    /// <summary>Sends a content, or the rest of it that is asked for.</summary>
    public async Task SendAsync(HttpContext context, byte[] content)
    {
        var start = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From is { } from)
        {
            start = (int)from;
            if (start >= content.Length)
            {
                context.Response.StatusCode = 416;
                context.Response.Headers.ContentRange = $"bytes */{content.Length}";
                return;
            }

            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - start;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var length = Math.Min(content.Length - start, CutAfterBytes ?? int.MaxValue);
        await context.Response.Body.WriteAsync(content.AsMemory(start, length));
        await context.Response.Body.FlushAsync();
        if (start + length < content.Length)
            await CutAsync(context);
    }

    /// <summary>Ends the connection once what was sent has gone out.</summary>
    public static async Task CutAsync(HttpContext context)
    {
        await Task.Delay(20);
        context.Abort();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        _requests.Enqueue(new HubRequest(request.Method, path, Header(request.Headers.Range), Header(request.Headers.Authorization)));
        if (Before is { } before && await before(context))
            return;
        if (_files.TryGetValue(path, out var content))
            await SendAsync(context, content);
        else if (_models.FirstOrDefault(m => IsOf(m.Key, path)) is { Key: not null } found)
            await AnswerAsync(context, found.Key, found.Value);
        else
            Refuse(context, "RepoNotFound");
    }

    private async Task AnswerAsync(HttpContext context, string repository, ServedModel model)
    {
        var path = context.Request.Path.Value!;
        var parts = path.Replace("/api/models", "", StringComparison.Ordinal)[(repository.Length + 2)..].Split('/', 3);
        if (parts is not [_, var revision, ..] || revision != model.Commit && revision != "main")
        {
            Refuse(context, "RevisionNotFound");
            return;
        }

        context.Response.Headers["X-Repo-Commit"] = model.Commit;
        if (parts[0] == "revision")
            await context.Response.WriteAsJsonAsync(new { sha = model.Commit });
        else if (parts[0] == "tree")
            await context.Response.WriteAsync(model.Listing());
        else if (parts.Length == 3 && model.Files.TryGetValue(parts[2], out var content))
            await SendAsync(context, parts[2], content);
        else
            Refuse(context, "EntryNotFound");
    }

    private Task SendAsync(HttpContext context, string file, byte[] content)
    {
        var digest = $"\"{ServedModel.BlobName(file, content)}\"";
        context.Response.Headers.ETag = digest;
        if (ServedModel.IsLarge(file))
        {
            context.Response.Headers["X-Linked-Etag"] = digest;
            context.Response.Headers["X-Linked-Size"] = $"{content.Length}";
        }

        return SendAsync(context, content);
    }

    private static bool IsOf(string repository, string path) =>
        path.StartsWith($"/api/models/{repository}/", StringComparison.Ordinal)
        || path.StartsWith($"/{repository}/resolve/", StringComparison.Ordinal);

    private static void Refuse(HttpContext context, string code)
    {
        context.Response.StatusCode = 404;
        context.Response.Headers["X-Error-Code"] = code;
    }

    private static string? Header(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();
}
