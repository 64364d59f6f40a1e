namespace Imcc.Web.Files;

/// <summary>The answer to an upload: what to name in the message that is to carry it.</summary>
internal sealed record UploadedFile(string Id, string Name, string ContentType, long Size);
