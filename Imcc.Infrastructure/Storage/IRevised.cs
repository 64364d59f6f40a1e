namespace Imcc.Infrastructure.Storage;

/// <summary>A row whose every write is fenced: it goes through only if the row still has the revision that the writer read.</summary>
internal interface IRevised
{
    long Revision { get; }
}
