using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Files;
using Emotune.Model.Data.Inputs;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>A line that Classify writes: what the model says of a text, and what stood beside the text in the input.</summary>
internal static class ClassifiedLine
{
    // What is read may be nested 64 deep, and stands two deeper here.
    private static readonly JsonSerializerOptions Deep = new(Json.LineOptions) { MaxDepth = 128 };

    public static string Of(Classification classification, InputRow row)
    {
        if (row is { Id: null, Others.Count: 0 })
            return classification.ToJson();
        var line = JsonSerializer.SerializeToNode(classification, Json.LineOptions)!.AsObject();
        if (row.Id is not null)
            line.Add("id", JsonNode.Parse(row.Id));
        if (row.Others.Count > 0)
            line.Add("input", new JsonObject(row.Others.Select(o => KeyValuePair.Create(o.Key, JsonNode.Parse(o.Value)))));
        return line.ToJsonString(Deep);
    }
}
