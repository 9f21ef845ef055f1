// dotnet run -c Release --project tests/Fuzz [-- --count N | --inputs N] [--seed N] [--readers NAME,NAME] [--seconds N] [--workers N]
// [--findings FOLDER] [--replay READER:NUMBER] [--list]
// Valid files, changed by seed: every reader gives what is right or a numbered problem, in time and in memory.
using System.Globalization;
using Emotune.Fuzz;
using Emotune.Fuzz.Running;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Worker.Verb, .. var job])
{
    Worker.Run(job);
    return 0;
}

var options = FuzzArguments.Parse(args);
if (options.List)
{
    foreach (var reader in options.Readers)
        Console.WriteLine(reader.Name);
    return 0;
}

return options.Replay is { } replay ? Replay.Run(options, replay) : FuzzRun.Run(options);
