// A web service around an exported model:
//   dotnet run -- --Model ../exported
//   curl localhost:5000/classify -H 'Content-Type: application/json' -d '{"texts": ["thank you so much"]}'
using Emotune.Onnx;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

const int MostTexts = 256;
const int MostCharacters = 20_000;
const string AtMost = "at most as many as the processor can do";

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Limits.MaxRequestBodySize = 8 << 20;
    // A slow client holds a place below while its request arrives.
    kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100_000, gracePeriod: TimeSpan.FromSeconds(2));
});
builder.Services.AddEmotionClassifier(
    builder.Configuration["Model"] ?? "model",
    new EmotionClassifierOptions
    {
        Quantized = builder.Configuration.GetValue("Quantized", false),
        MaxTexts = MostTexts,
        MaxTextLength = MostCharacters,
    });
// More computations at once than cores only take memory. Who waits behind too many others is told so at once (503).
builder.Services.AddRateLimiter(limits => limits.AddConcurrencyLimiter(AtMost, options =>
{
    options.PermitLimit = Environment.ProcessorCount;
    options.QueueLimit = 128;
}));
builder.Services.AddHealthChecks();
builder.Services.AddOpenApi();

var app = builder.Build();
// The model is loaded before the first request, and a folder that cannot be loaded ends the service here.
var labels = app.Services.GetRequiredService<EmotionClassifier>().Labels;
// JSON is UTF-8 (RFC 8259). Without this, a character set that does not exist would be answered with 500.
app.Use((context, next) =>
    MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset.Length > 0
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        ? Results.Problem("The text must be in UTF-8.", statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context)
        : next(context));
app.UseRateLimiter();
app.MapHealthChecks("/health");
app.MapOpenApi();
app.MapGet("/labels", () => labels);
app.MapPost("/classify", (ClassifyRequest request, EmotionClassifier classifier, CancellationToken cancelled) =>
{
    if (request.Texts is not { Count: > 0 } texts || texts.Contains(null!))
        return Results.Problem("'texts' must be a list of at least one text.", statusCode: StatusCodes.Status400BadRequest);
    try
    {
        return Results.Ok(classifier.Classify(texts, cancelled));
    }
    catch (ArgumentException error)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
    }
    catch (OperationCanceledException)
    {
        return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
    }
}).RequireRateLimiting(AtMost);
app.Run();

/// <summary>The texts to classify.</summary>
internal sealed record ClassifyRequest(IReadOnlyList<string>? Texts);
