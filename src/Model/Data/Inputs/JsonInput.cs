using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data.Inputs;

/// <summary>Texts in JSON objects, one a line or in one array.</summary>
internal static class JsonInput
{
    public static IEnumerable<InputRow> Read(string path, DatasetSource experiment, ProblemList problems)
    {
        foreach (var (place, values) in JsonObjects.Read(path, experiment.Encoding, problems))
        {
            var text = new JsonRow(values, place, problems).Text(experiment.TextColumn);
            var others = values.Where(v => v.Key != experiment.TextColumn)
                .Select(v => KeyValuePair.Create(v.Key, Line(v.Key, v.Value, place, problems))).ToList();
            if (text is not null)
            {
                yield return new InputRow(
                    place, text, others.Find(o => o.Key == InputFile.IdColumn).Value, [.. others.Where(o => o.Key != InputFile.IdColumn)]);
            }
        }
    }

    private static string Line(string key, JsonElement value, TextPlace place, ProblemList problems)
    {
        try
        {
            return Json.Line(value);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            problems.Add(Problems.JsonValue, place, key, "has half of a surrogate pair", "text of whole characters", "");
            return "null";
        }
    }
}
