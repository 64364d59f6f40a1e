using System.Collections.Concurrent;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;

namespace Imcc.Infrastructure.Reporting;

/// <summary>A report as an Excel workbook. What a cell says is text, whatever it begins with; numbers stay numbers.</summary>
public static class ReportWorkbook
{
    /// <summary>Lines that are made before they are written.</summary>
    private const int Between = 2000;

    /// <param name="head">The columns' names; where two are the same, the later says which it is.</param>
    public static void Write(Stream target, string sheet, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> lines)
    {
        var names = head.Select((h, i) => head.Take(i).Contains(h) ? $"{h} {i + 1}" : h).ToList();
        target.SaveAs(
            lines.Select(l => names.Zip(l).ToDictionary(c => c.First, c => c.Second is string text ? SheetCell.Plain(text) : c.Second!)), sheetName: sheet.Length <= 31 ? sheet : sheet[..31]);
    }

    /// <summary>The same of lines that come as the stores give them: a workbook of any length takes the same memory.</summary>
    public static async Task WriteAsync(Stream target, string sheet, IReadOnlyList<string> head, IAsyncEnumerable<IReadOnlyList<object?>> lines, CancellationToken cancellationToken)
    {
        using var between = new BlockingCollection<IReadOnlyList<object?>>(Between);
        // The workbook is written by whoever pulls.
        var writing = Task.Factory.StartNew(() => Write(target, sheet, head, between.GetConsumingEnumerable(CancellationToken.None)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var isEmpty = true;
        try
        {
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                isEmpty = false;
                Add(line);
            }
        }
        finally
        {
            // Without a line there would be no head.
            if (isEmpty)
                between.TryAdd(new object?[head.Count]);
            between.CompleteAdding();
            await writing;
        }

        void Add(IReadOnlyList<object?> line)
        {
            // A writer that failed takes nothing more; what went wrong is thrown when it is awaited.
            while (!writing.IsCompleted && !between.TryAdd(line, 200, cancellationToken))
            {
            }
        }
    }
}
