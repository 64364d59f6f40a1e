using System.Text.Json;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>Quality forms on screen. What is written is a draft; publishing makes a version of it, and a version is never changed.</summary>
public sealed class QualityForms
{
    private const int MostImported = 1024 * 1024;

    private static readonly JsonSerializerOptions FileJson = new(DirectoryJson.Options) { WriteIndented = true };

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal QualityForms(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) => (_contexts, _change, _json) = (contexts, change, json);

    public async Task<IReadOnlyList<FormLine>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
        var units = await context.OrgUnits.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var rows = await context.QualityForms.AsNoTracking().OrderBy(f => f.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.Select(f => (Row: f, Content: Read(f))).Select(f => new FormLine(
            f.Row.Id, f.Row.Name, units.GetValueOrDefault(f.Row.OrgUnitId, ""), f.Row.Version, f.Row.Enabled, rights.Units.Contains(f.Row.OrgUnitId), f.Content.AllQuestions().Count(), f.Content.Method))];
    }

    public async Task<FormSheet?> OpenAsync(Guid personId, Guid formId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
        if (await context.QualityForms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == formId, cancellationToken) is not { } row)
            return null;
        var versions = await context.QualityFormVersions.AsNoTracking().Where(v => v.FormId == formId).OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.PublishedAt, v.PublishedBy, v.Content }).ToListAsync(cancellationToken);
        var names = await NamesAsync(context, [.. versions.Select(v => v.PublishedBy).OfType<Guid>()], cancellationToken);
        return new(row.Id, row.Rev, row.Name, row.OrgUnitId, row.Enabled, row.Version, rights.Units.Contains(row.OrgUnitId), Read(row),
            versions.FirstOrDefault()?.Content != row.Draft, [.. versions.Select(v => new FormVersionLine(v.Number, v.PublishedAt, v.PublishedBy is { } by ? names.GetValueOrDefault(by, "") : ""))]);
    }

    /// <summary>One version as it was published; null: there is none.</summary>
    public async Task<FormContent?> VersionAsync(Guid personId, Guid formId, int number, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await QualityGate.AdmitAsync(context, personId, cancellationToken);
        return (await context.QualityFormVersions.AsNoTracking().SingleOrDefaultAsync(v => v.FormId == formId && v.Number == number, cancellationToken))?.Read(_json);
    }

    /// <param name="formId">Null: a new one.</param>
    public Task<ChangeOutcome> SaveAsync(Guid personId, Guid? formId, long rev, string name, bool enabled, FormContent content, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            var row = formId is { } id ? await FindAsync(unit, id, rev, cancellationToken) : await NewAsync(unit, cancellationToken);
            if (row is null)
                return Guid.Empty;
            row.Name = unit.Name("Name", name, FormLimits.Name);
            if (await unit.Context.QualityForms.AnyAsync(f => f.Id != row.Id && f.Name == row.Name, cancellationToken))
                unit.Refuse("Name", "NameTaken", row.Name);
            row.Draft = Write(FormCheck.Rescaled(content));
            // Half of a form may be kept; only what cannot be stored at all is refused here.
            if (content.AllQuestions().Count() > FormLimits.Questions)
                unit.Refuse("", "TooManyQuestions", FormLimits.Questions);
            if (content.AllSections().Count() > FormLimits.Sections)
                unit.Refuse("", "TooManySections", FormLimits.Sections);
            row.Enabled = enabled;
            row.Rev++;
            unit.Audit(formId is null ? "quality.form.created" : "quality.form.changed", row.Id, row.Name, formId is null ? "" : unit.Changed(row));
            return row.Id;
        },
        cancellationToken);

    /// <summary>What was written becomes the version in force; what is scored already keeps its own.</summary>
    public Task<ChangeOutcome> PublishAsync(Guid personId, Guid formId, long rev, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            if (await FindAsync(unit, formId, rev, cancellationToken) is not { } row)
                return Guid.Empty;
            foreach (var problem in FormCheck.Problems(Read(row)))
                unit.Refuse(problem.At, problem.Code, problem.Argument);
            if (row.Version >= FormLimits.Versions)
                unit.Refuse("", "TooManyVersions", FormLimits.Versions);
            if (unit.Problems.Count > 0)
                return row.Id;
            Publish(unit, row);
            return row.Id;
        },
        cancellationToken);

    /// <summary>The draft as a file.</summary>
    public async Task<(string Name, byte[] File)?> ExportAsync(Guid personId, Guid formId, CancellationToken cancellationToken = default)
    {
        var sheet = await OpenAsync(personId, formId, cancellationToken);
        return sheet is null ? null : (sheet.Name, JsonSerializer.SerializeToUtf8Bytes(new FormFile(FormFile.Mark, sheet.Name, sheet.Content), FileJson));
    }

    /// <summary>A new form from a file; a name that is taken gets a number.</summary>
    public async Task<ChangeOutcome> ImportAsync(Guid personId, Stream file, CancellationToken cancellationToken = default)
    {
        FormFile? read = null;
        try
        {
            using var bounded = new MemoryStream();
            var buffer = new byte[81_920];
            int got;
            while ((got = await file.ReadAsync(buffer, cancellationToken)) > 0 && bounded.Length <= MostImported)
                await bounded.WriteAsync(buffer.AsMemory(0, got), cancellationToken);
            if (bounded.Length <= MostImported)
                read = JsonSerializer.Deserialize<FormFile>(bounded.ToArray(), FileJson);
        }
        catch (JsonException)
        {
            // Said below, with the other files that are none.
            read = null;
        }

        if (read is not { Kind: FormFile.Mark, Content.IsWhole: true })
            return new(Guid.Empty, [new("", "NoFormFile")]);
        var problems = FormCheck.Problems(read.Content);
        if (problems.Count > 0)
            return new(Guid.Empty, [.. problems.Select(p => new Problem("", p.Code, p.Argument)).DistinctBy(p => p.Code)]);
        await using var context = _contexts.CreateDbContext();
        var taken = await context.QualityForms.AsNoTracking().Select(f => f.Name).ToListAsync(cancellationToken);
        var name = read.Name.Length > FormLimits.Name - 4 ? read.Name[..(FormLimits.Name - 4)] : read.Name;
        var free = Enumerable.Range(1, FormLimits.Forms + 1).Select(i => i == 1 ? name : $"{name} {i}").First(n => !taken.Contains(n));
        return await SaveAsync(personId, null, 0, free, true, read.Content, cancellationToken);
    }

    internal static void Publish(ChangeUnit unit, QualityFormRow row)
    {
        row.Version++;
        row.Rev++;
        unit.Context.QualityFormVersions.Add(new() { FormId = row.Id, Number = row.Version, Content = row.Draft, PublishedAt = unit.Now, PublishedBy = unit.Actor?.Id });
        unit.Audit("quality.form.published", row.Id, row.Name, $"version {row.Version}");
    }

    internal static string Write(FormContent content) => JsonSerializer.Serialize(content, DirectoryJson.Options);

    internal static async Task<Dictionary<Guid, string>> NamesAsync(DirectoryContext context, Guid[] people, CancellationToken cancellationToken) =>
        await context.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);

    private FormContent Read(QualityFormRow row) => _json.Read<FormContent>(row.Draft, QualityFormRow.Mapping.Table, row.Id, c => c.IsWhole);

    private static async Task<QualityFormRow?> FindAsync(ChangeUnit unit, Guid formId, long rev, CancellationToken cancellationToken)
    {
        await QualityGate.RequireAsync(unit, cancellationToken);
        if (await unit.Context.QualityForms.SingleOrDefaultAsync(f => f.Id == formId, cancellationToken) is not { } row)
        {
            unit.Refuse("", "Gone");
            return null;
        }

        unit.OrgUnit("", row.OrgUnitId);
        if (row.Rev != rev)
            unit.Refuse("", "ChangedMeanwhile");
        return row;
    }

    private static async Task<QualityFormRow?> NewAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        await QualityGate.RequireAsync(unit, cancellationToken);
        if (await unit.Context.QualityForms.CountAsync(cancellationToken) >= FormLimits.Forms)
            unit.Refuse("", "TooManyForms", FormLimits.Forms);
        var row = new QualityFormRow { Id = Guid.CreateVersion7(unit.Now), OrgUnitId = unit.Actor?.OrgUnitId ?? OrgUnitRow.RootId, CreatedAt = unit.Now };
        unit.Context.QualityForms.Add(row);
        return row;
    }
}
