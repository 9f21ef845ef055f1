using Emotune.Diagnostics;
using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Prediction;

/// <summary>
/// Word + position (+ token type) vectors, normalised and where needed projected, of comments that lie one after the other.
/// </summary>
internal sealed unsafe class ForwardEmbeddings<TNumber> : IDisposable where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly EncoderConfig _config;
    private readonly float* _words, _positions, _types;
    private readonly ForwardNorm<TNumber> _norm;
    private readonly ForwardProjection<TNumber>? _projection;

    public ForwardEmbeddings(WeightTable table, EncoderConfig config, EncoderNames names, Multiplier multiplier)
    {
        _config = config;
        _words = table.Address(names.WordTable);
        _positions = config.Own.HasPositionTable ? table.Address($"{names.Embeddings}.position_embeddings.weight") : null;
        _types = config.TypeVocabularySize == 0 ? null : table.Address($"{names.Embeddings}.token_type_embeddings.weight");
        _norm = table.Norm<TNumber>($"{names.Embeddings}.{names.EmbeddingNorm}");
        _projection = config.ProjectedSize is null ? null : new(table, names.EmbeddingProjection, multiplier);
    }

    /// <exception cref="DiagnosticException">EXP4101: a comment is longer than the encoder's positions.</exception>
    public void Forward(PackedRows rows, ForwardBuffers<TNumber> buffers)
    {
        var (states, input) = (buffers.Embeddings, buffers.EmbeddingInput);
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.Length(row) > _config.MaxSequenceLength)
                throw new DiagnosticException(Problems.SequenceTooLong.Given(rows.Length(row), _config.MaxSequenceLength));
            var ordinal = 0;
            for (var token = rows.Starts[row]; token < rows.Starts[row + 1]; token++)
            {
                var id = rows.InputIds[token];
                ordinal += id == _config.PadTokenId ? 0 : 1;
                var position = _config.Family.Positions.Row(id, token - rows.Starts[row], ordinal, _config.PadTokenId);
                Add(id, position, states.Floats(token));
                _norm.Normalise(states.Floats(token), input.Row(token));
            }
        }
        _projection?.Forward(rows.Tokens, buffers);
    }

    public void Dispose() => _projection?.Dispose();

    private void Add(int id, int position, float* to)
    {
        if ((uint)id >= (uint)_config.VocabularySize)
            throw new ArgumentOutOfRangeException(nameof(id), id, "The word piece is not one of the encoder's.");
        var width = _config.EmbeddingSize;
        var words = _words + (long)id * width;
        var positions = _positions is null ? null : _positions + (long)position * width;
        for (var c = 0; c < width; c += Lanes)
        {
            var count = Math.Min(Lanes, width - c);
            var sum = Float32Number.Load(words, c, count);
            if (positions is not null)
                sum += Float32Number.Load(positions, c, count);
            Float32Number.Store(_types is null ? sum : sum + Float32Number.Load(_types, c, count), to, c, count);
        }
    }
}
