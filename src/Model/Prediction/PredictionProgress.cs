namespace Emotune.Model.Prediction;

/// <summary>How far a prediction is; reported every few seconds.</summary>
public sealed record PredictionProgress(int Rows, int TotalRows);
