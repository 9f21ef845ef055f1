namespace Emotune.Fuzz.Mutations;

/// <summary>Changes JSON by its structure: nodes are replaced, removed, doubled, nested, renamed and exchanged.</summary>
internal sealed class JsonMutator : Mutator
{
    public override byte[]? Apply(byte[] file, FuzzRandom random)
    {
        if (JsonTree.Parse(file) is not { } root)
            return null;
        Change(root, random);
        return root.Write();
    }

    /// <summary>Changes one node of a tree.</summary>
    public static void Change(JsonTree root, FuzzRandom random)
    {
        JsonTree[] nodes = [.. root.All()];
        JsonTree[] parents = [.. nodes.Where(n => n.Children.Count > 0)];
        if (parents.Length == 0)
        {
            root.Spelling = OddValues.Json(random);
            return;
        }

        var parent = random.Of(parents);
        var place = random.Below(parent.Children.Count);
        var (name, value) = parent.Children[place];
        switch (random.Below(14))
        {
            case 0 or 1 or 2:
                parent.Children[place] = (name, Odd(value, random));
                break;
            case 3:
                parent.Children.RemoveAt(place);
                break;
            case 4:
                parent.Children.Insert(place, (name, random.Once(2) ? value : Odd(value, random)));
                break;
            case 5:
                parent.Children[place] = (name, random.Of(nodes).Copy());
                break;
            case 6:
                parent.Children[place] = (name, Wrapped(name, value, random));
                break;
            case 7:
                var other = random.Below(parent.Children.Count);
                (parent.Children[place], parent.Children[other]) =
                    ((name, parent.Children[other].Value), (parent.Children[other].Name, value));
                break;
            case 8 or 9:
                parent.Children[place] = (Name(parents, random), value);
                break;
            case 10:
                parent.Children.Add((Name(parents, random), Odd(value, random)));
                break;
            case 11:
                Multiply(parent, place, random);
                break;
            case 12:
                Turn(parent);
                break;
            default:
                parent.Children.Clear();
                break;
        }
    }

    private static JsonTree Odd(JsonTree value, FuzzRandom random)
    {
        if (value.Spelling is not { } spelling || random.Once(2))
            return JsonTree.Of(OddValues.Json(random));
        if (spelling.StartsWith('"'))
        {
            var at = 1 + random.Below(spelling.Length - 1);
            return JsonTree.Of(spelling.Insert(at, random.Once(4) ? OddValues.Long(random) : random.Of(OddValues.Texts)));
        }

        return JsonTree.Of(random.Below(4) switch
        {
            0 => "-" + spelling,
            1 => spelling + random.Below(10),
            2 => spelling + ".5",
            _ => $"\"{spelling}\"",
        });
    }

    private static JsonTree Wrapped(string name, JsonTree value, FuzzRandom random)
    {
        var wrapper = new JsonTree { IsObject = random.Once(2) };
        wrapper.Children.Add((name.Length > 0 ? name : "\"a\"", value));
        return wrapper;
    }

    /// <summary>An array becomes an object with numbers for names, an object an array.</summary>
    private static void Turn(JsonTree parent)
    {
        parent.IsObject = !parent.IsObject;
        for (var i = 0; i < parent.Children.Count; i++)
            parent.Children[i] = ($"\"{i}\"", parent.Children[i].Value);
    }

    private static string Name(JsonTree[] parents, FuzzRandom random)
    {
        var named = parents.Where(p => p.IsObject).ToArray();
        return named.Length == 0 || random.Once(3)
            ? $"\"{random.Of(OddValues.Texts)}\""
            : random.Of(random.Of(named).Children).Name;
    }

    private static void Multiply(JsonTree parent, int place, FuzzRandom random)
    {
        var (name, value) = parent.Children[place];
        for (var i = random.Few(2, 2000); i > 0; i--)
            parent.Children.Insert(place, (parent.IsObject && random.Once(2) ? name[..^1] + i + "\"" : name, value));
    }
}
