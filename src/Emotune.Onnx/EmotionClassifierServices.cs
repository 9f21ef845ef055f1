using Microsoft.Extensions.DependencyInjection;

namespace Emotune.Onnx;

/// <summary>A classifier as a service.</summary>
public static class EmotionClassifierServices
{
    /// <summary>Adds one <see cref="EmotionClassifier"/> for all, which is loaded when it is first asked for.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="folder">The folder that the target <c>Export</c> wrote with <c>Format=onnx</c>.</param>
    /// <param name="options">How to compute, or null for the defaults.</param>
    /// <returns>The services, for further calls.</returns>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    public static IServiceCollection AddEmotionClassifier(
        this IServiceCollection services, string folder, EmotionClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return services.AddSingleton(_ => EmotionClassifier.Load(folder, options));
    }
}
