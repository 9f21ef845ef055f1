#:package Emotune.Onnx@0.2.0
// Labels the lines of its input with an exported model:
//   echo "thank you so much" | dotnet run classify.cs -- ../exported
using Emotune.Onnx;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: dotnet run classify.cs -- FOLDER < TEXTS");
    return 2;
}
using var classifier = EmotionClassifier.Load(folder);
while (Console.ReadLine() is { } text)
    Console.WriteLine($"{string.Join(", ", classifier.Classify(text).Labels.Select(l => $"{l.Label} {l.Probability:0.00}"))}\t{text}");
return 0;
