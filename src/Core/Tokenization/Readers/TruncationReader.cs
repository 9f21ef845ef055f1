namespace Emotune.Tokenization.Readers;

/// <summary>Which end a text that is too long loses: tokenizer_config.json says it, else tokenizer.json.</summary>
internal static class TruncationReader
{
    /// <summary>Whether it loses its beginning.</summary>
    public static bool IsLeft(JsonSection config, JsonSection? json)
    {
        var side = config["truncation_side"];
        if (side.OptionalText() is { } given)
        {
            side.MustBe(given is "left" or "right", "left, right");
            return given == "left";
        }

        if (json is not { } root || root["truncation"].IsNull)
            return false;
        var direction = root["truncation"].AsObject()["direction"];
        direction.MustBe(direction.OptionalText() is null or "Left" or "Right", "Left, Right");
        return direction.OptionalText() == "Left";
    }
}
