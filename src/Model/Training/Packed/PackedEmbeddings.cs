using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Training.Packed;

/// <summary>Word, position and type vectors of each row, added up and normalised.</summary>
internal sealed unsafe class PackedEmbeddings<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly EncoderConfig _config;
    private readonly SharedRows _shared;
    private readonly Parameter _words;
    private readonly Parameter? _positions, _types;
    private readonly PackedNorm<TNumber> _norm;
    private readonly NormMemory _memory;
    private readonly (Parameter Table, EmbeddingGradient Gradient)[] _gradients;

    public PackedEmbeddings(EncoderEmbeddings embeddings, EncoderConfig config, SharedRows shared, int shards)
    {
        (_config, _shared) = (config, shared);
        (_words, _positions, _types) = (embeddings.Words.Weight, embeddings.Positions?.Weight, embeddings.Types?.Weight);
        _memory = new NormMemory(config.HiddenSize);
        _norm = new(embeddings.Norm, embeddings.Dropout, shards) { Memory = _memory };
        _gradients = [
            .. new[] { _words, _positions, _types }.OfType<Parameter>().Where(t => t.requires_grad)
                .Select(t => (t, new EmbeddingGradient(t)))];
    }

    public bool IsTrained => _gradients.Length > 0 || _norm.Parameters.Any(p => p.IsTrained);

    public void BeginStep() => Array.ForEach(_gradients, g => g.Gradient.Clear());

    /// <summary>The word table's; null where it is frozen.</summary>
    public EmbeddingGradient? WordGradient => _gradients.FirstOrDefault(g => ReferenceEquals(g.Table, _words)).Gradient;

    public void BeginBatch(PackedBatch batch)
    {
        WordGradient?.BeforeReading?.Invoke(batch.Ids);
        _memory.Reserve(batch.RowCount);
        foreach (var parameter in _norm.Parameters)
            parameter.Clear();
    }

    public void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix numbers)
    {
        var shard = batch.Shards[index];
        var words = TensorMemory.Pointer(_words);
        var positions = _positions is null ? null : TensorMemory.Pointer(_positions);
        var types = _types is null ? null : TensorMemory.Pointer(_types);
        var width = _config.HiddenSize;
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var word = words + (long)batch.Ids[row] * width;
            var position = positions is null ? null : positions + (long)batch.Positions[row] * width;
            var target = _shared.Residual.Floats(row);
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, width - c);
                var sum = Float32Number.Load(word, c, count);
                if (position is not null)
                    sum += Float32Number.Load(position, c, count);
                if (types is not null)
                    sum += Float32Number.Load(types, c, count);                 // one segment: every token is of type 0
                Float32Number.Store(sum, target, c, count);
            }
        }
        _norm.ForwardEmbeddings(index, shard, dropout, _shared.Residual, numbers);
    }

    public void Backward(int index, PackedBatch batch, bool drops) =>
        _norm.BackwardEmbeddings(index, batch.Shards[index], drops, _shared.Residual, _shared.Product);

    /// <summary>Adds the rows' gradients to the tables', comment by comment.</summary>
    public void Collect(PackedBatch batch, bool first)
    {
        foreach (var parameter in _norm.Parameters)
            parameter.Collect(first);
        foreach (var sequence in batch.Sequences)
        {
            var vectors = new ReadOnlySpan<float>(_shared.Residual.Floats(sequence.Row), sequence.Length * _config.HiddenSize);
            foreach (var (table, gradient) in _gradients)
                gradient.Add(RowsOf(table, batch, sequence), vectors, Padding(table));
        }
        foreach (var (table, gradient) in _gradients)
            table.grad = gradient.Table;
    }

    public void Dispose()
    {
        _norm.Dispose();
        _memory.Dispose();
        Array.ForEach(_gradients, g => g.Gradient.Dispose());
    }

    private ReadOnlySpan<int> RowsOf(Parameter table, PackedBatch batch, PackedSequence sequence) =>
        ReferenceEquals(table, _words) ? batch.Ids.AsSpan(sequence.Row, sequence.Length)
        : ReferenceEquals(table, _positions) ? batch.Positions.AsSpan(sequence.Row, sequence.Length)
        : new int[sequence.Length];

    // As in the modules themselves: the row that pads is not trained.
    private long? Padding(Parameter table) =>
        ReferenceEquals(table, _words) ? _config.PadTokenId
        : ReferenceEquals(table, _positions) ? _config.PositionPaddingRow
        : null;
}
