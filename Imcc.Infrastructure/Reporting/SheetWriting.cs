using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Puts facts into their sheets: a conversation's lines take the place of the ones that were there, so that counting twice is counting once.</summary>
internal static class SheetWriting
{
    private static readonly FactKind[] OfConversations = [FactKind.Visit, FactKind.Segment, FactKind.Attempt, FactKind.Work, FactKind.Conversation];

    /// <summary>What has to be written so that the sheets hold what these conversations are now.</summary>
    /// <param name="which">Of their lines those that may not be there yet.</param>
    public static async Task<WriteUnit> ReplaceAsync(ConversationContext context, IReadOnlyCollection<ConversationFacts> facts, Func<FactLine, bool> which, CancellationToken cancellationToken)
    {
        var unit = new WriteUnit();
        var ids = facts.Select(f => f.Traits.ConversationId).ToHashSet();
        // What once happened goes on having happened: whatever sheet a conversation is in, it is in it still.
        foreach (var group in facts.SelectMany(FactLines.Of).Where(which).GroupBy(l => (l.Kind, l.At)).OrderBy(g => g.Key))
        {
            var (kind, start) = group.Key;
            var known = await context.ReportSheets.SingleOrDefaultAsync(s => s.Kind == kind && s.Start == start, cancellationToken);
            var others = known is null ? [] : FactSheet.LinesOf(known).Where(l => !ids.Contains(l.ConversationId));
            Put(unit, known, FactSheet.Write(kind, start, others.Concat(group), (known?.Revision ?? 0) + 1));
        }

        return unit;
    }

    /// <summary>What has to be written so that a stretch of time holds these lines and nothing else.</summary>
    public static async Task<WriteUnit> RenewAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, IEnumerable<FactLine> lines, IReadOnlyCollection<FactKind> kinds, CancellationToken cancellationToken)
    {
        var unit = new WriteUnit();
        var known = await context.ReportSheets.Where(s => s.Start >= from && s.Start < to && kinds.Contains(s.Kind)).ToDictionaryAsync(s => (s.Kind, s.Start), cancellationToken);
        foreach (var group in lines.Where(l => l.At >= from && l.At < to).GroupBy(l => (l.Kind, l.At)))
        {
            known.Remove(group.Key, out var old);
            Put(unit, old, FactSheet.Write(group.Key.Kind, group.Key.At, group, (old?.Revision ?? 0) + 1));
        }

        foreach (var gone in known.Values)
            unit.Delete(gone);
        return unit;
    }

    /// <summary>As the other, for everything that belongs to conversations.</summary>
    public static Task<WriteUnit> RenewAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, IEnumerable<FactLine> lines, CancellationToken cancellationToken) =>
        RenewAsync(context, from, to, lines, OfConversations, cancellationToken);

    private static void Put(WriteUnit unit, ReportSheetRow? old, ReportSheetRow sheet)
    {
        if (old is null)
            unit.Insert(sheet);
        else if (!sheet.Facts.AsSpan().SequenceEqual(old.Facts) || !sheet.Conversations.AsSpan().SequenceEqual(old.Conversations))
            unit.Update(sheet, old.Revision);
    }
}
