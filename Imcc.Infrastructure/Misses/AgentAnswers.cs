using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>Questions that agents answered with an article. What happened once is taken, too: what many of them have in common is learned, and it is tried before it is used.</summary>
internal sealed class AgentAnswers(ConversationStores stores, TimeProvider time) : IAnsweredQuestions
{
    private const int Most = 60_000;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(180);

    public async Task<IReadOnlyList<AnsweredQuestion>> ReadAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Memory;
        await using var context = stores.Home.Read();
        var answers = await context.Misses.Where(m => m.At >= since && m.ArticleId != null).OrderByDescending(m => m.At).Take(Most)
            .Select(m => new { m.Key, m.Text, ArticleId = m.ArticleId!.Value }).ToListAsync(cancellationToken);
        var questions = new List<AnsweredQuestion>();
        foreach (var same in answers.GroupBy(a => a.Key))
        {
            var most = same.GroupBy(a => a.ArticleId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First();
            if (most.Count() >= same.Count() * Teacher.LeastAgreement)
                questions.Add(new(most.First().Text, most.Key));
        }

        return questions;
    }
}
