using Imcc.Bench.Board;
using Imcc.Bench.History;
using Imcc.Bench.Delivery;
using Imcc.Bench.Desk;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;
using Imcc.Bench.Knowledge;
using Imcc.Bench.Misses;
using Imcc.Bench.Keywords;
using Imcc.Bench.Notices;
using Imcc.Bench.Reporting;
using Imcc.Bench.Routing;
using Imcc.Bench.Screens;
using Imcc.Bench.Simulation;

// Imcc.Bench simulate [--arrivals 80000]: on virtual time, without a database
if (args is ["simulate", ..])
    return SimulateBench.Run(args);

// Imcc.Bench misses --data <folder>: no host, no database
if (args is ["misses", ..])
    return await MissBench.RunAsync(args);

// Imcc.Bench keywords --data <folder>: the matcher alone
if (args is ["keywords", ..])
    return KeywordBench.Run(args);
// Imcc.Bench knowledge --data <folder> [--set all|quality|noisy|nil|speed|learn]: the search of articles on people's questions
if (args is ["knowledge", ..])
    return await SearchBench.RunAsync(args);
// Imcc.Bench <what> [--provider sqlite|postgres] [--seconds 8] [--url http://localhost:5080 …]
var settings = BenchSettings.Parse(args);
if (settings is null)
    return 2;
await Setting.PrintAsync(settings);
switch (settings.What)
{
    case "start":
        await StartBench.RunAsync(settings);
        break;
    case "ledger":
        await LedgerBench.RunAsync(settings);
        break;
    case "intake":
        await IntakeBench.RunAsync(settings);
        break;
    case "screen":
        await ScreenBench.RunAsync(settings);
        break;
    case "desks":
        await CircuitBench.RunAsync(settings);
        break;
    case "typing":
        await TypingBench.RunAsync(settings);
        break;
    case "tasks":
        await TaskBench.RunAsync(settings);
        break;
    case "comeback":
        await ComebackBench.RunAsync(settings);
        break;
    case "routing":
        PureBench.Run(settings.Duration);
        break;
    case "assign":
        await AssignBench.RunAsync(settings);
        break;
    case "history":
        await HistoryBench.RunAsync(settings);
        break;
    case "articles":
        await ArticleBench.RunAsync(settings);
        break;
    case "notices":
        await NoticeBench.RunAsync(settings);
        break;
    case "reports":
        await ReportBench.RunAsync(settings);
        break;
    case "board":
        await BoardBench.RunAsync(settings);
        return Environment.ExitCode;
    case "throttle":
        return await ThrottleBench.RunAsync(settings);
    case "all":
        await StartBench.RunAsync(settings);
        await LedgerBench.RunAsync(settings);
        await IntakeBench.RunAsync(settings);
        await ScreenBench.RunAsync(settings);
        PureBench.Run(settings.Duration);
        break;
}

return 0;

// Internal: to the tests, which use the simulation, Program is the web application's.
internal partial class Program;
