using Imcc.Core.Reporting;
using Imcc.Infrastructure.Mail;

namespace Imcc.Infrastructure.Exports;

/// <summary>Writes reports as files and e-mails; the words and the addresses are the screens'.</summary>
public interface IReportPrinter
{
    /// <param name="personId">Within whose rights.</param>
    /// <param name="progress">Is told how many lines of how many are written.</param>
    /// <exception cref="UnauthorizedAccessException">This person may not see such figures (any more).</exception>
    Task PrintAsync(Guid personId, ExportOrder order, Stream target, Func<int, int, Task> progress, CancellationToken cancellationToken);

    /// <param name="today">From which day the report's period is seen.</param>
    /// <inheritdoc cref="PrintAsync"/>
    Task<MailDraft> MailAsync(Guid personId, MailedReport report, DateOnly today, CancellationToken cancellationToken);
}
