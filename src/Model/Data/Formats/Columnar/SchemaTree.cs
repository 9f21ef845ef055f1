namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Makes the tree of a schema from the list that a file has of it, each group followed by what is in it.</summary>
internal sealed record SchemaTree(SchemaNode Root, int ColumnCount)
{
    private const int DeepestNesting = 64;

    public static SchemaTree Read(ref ThriftReader reader)
    {
        var elements = new List<SchemaElement>();
        for (var left = reader.List(out _); left > 0; left--)
            elements.Add(SchemaElement.Read(ref reader));
        if (elements.Count == 0)
            throw new InvalidDataException("its schema is empty.");
        // The outermost group occurs once, whatever the file says of it.
        elements[0] = elements[0] with { Repetition = Repetition.Required };
        var builder = new Builder(elements);
        var root = builder.Next(0, 0, DeepestNesting);
        return new SchemaTree(root, builder.Columns);
    }

    private sealed class Builder(List<SchemaElement> elements)
    {
        private int _at;

        public int Columns { get; private set; }

        public SchemaNode Next(int definition, int repetition, int depth)
        {
            if (_at == elements.Count || depth == 0)
                throw new InvalidDataException("its schema is not one tree of columns.");
            var element = elements[_at++];
            if (element.Repetition != Repetition.Required)
                definition++;
            if (element.Repetition == Repetition.Repeated)
                repetition++;
            var children = new List<SchemaNode>();
            for (var left = element.ChildCount; left > 0; left--)
                children.Add(Next(definition, repetition, depth - 1));
            return new SchemaNode
            {
                Name = element.Name,
                Repetition = element.Repetition,
                Type = children.Count > 0 ? null : element.Type,
                TypeLength = element.TypeLength,
                Annotation = element.Annotation,
                Children = children,
                DefinitionLevel = definition,
                RepetitionLevel = repetition,
                Column = children.Count == 0 && element.Type is not null ? Columns++ : -1,
            };
        }
    }
}
