using Imcc.Infrastructure.Files;
using Imcc.Web.Hubs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Files;

/// <summary>Takes one upload from a request to the store, and answers with what was stored or with a problem that a person can read.</summary>
internal static class FileUpload
{
    /// <summary>COR_E_IO, which a request stream that ends too early throws; a full or broken disk brings the system's own code.</summary>
    private const int CutOff = unchecked((int)0x80131620);

    private static readonly Sentence Empty = new("文件是空的。", "The file is empty.");
    private static readonly Sentence Missing = new("请求里没有文件。", "There is no file in the request.");
    private static readonly Sentence Unsupported = new(
        "不支持这种文件。可以发送图片、PDF、Office 文档、文本、压缩包、音频和视频。",
        "This kind of file is not accepted. Pictures, PDF, Office documents, text, zip, audio and video are.");

    public static async Task<Results<Ok<UploadedFile>, ProblemHttpResult>> TakeAsync(
        HttpContext context, FileStore store, Guid? owner, CancellationToken cancellationToken)
    {
        if (!UploadReader.Limit(context, store.MaxBytes))
            return TooLarge(context, store);
        try
        {
            if (await UploadReader.FileOfAsync(context.Request, cancellationToken) is not var (content, name))
                return Problem(context, StatusCodes.Status400BadRequest, "noFile", Missing);
            var result = await store.SaveAsync(content, name, owner, cancellationToken);
            return result switch
            {
                { Outcome: SaveOutcome.Saved, File: { } file } => TypedResults.Ok(new UploadedFile(file.Id, file.Name, file.ContentType, file.Size)),
                { Outcome: SaveOutcome.Empty } => Problem(context, StatusCodes.Status400BadRequest, "empty", Empty),
                { Outcome: SaveOutcome.TooLarge } => TooLarge(context, store),
                _ => Problem(context, StatusCodes.Status415UnsupportedMediaType, "unsupported", Unsupported),
            };
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(context, store);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException && e.HResult == CutOff))
        {
            return Problem(context, StatusCodes.Status400BadRequest, "noFile", Missing);
        }
    }

    public static ProblemHttpResult Problem(HttpContext context, int status, string code, Sentence sentence) =>
        TypedResults.Problem(detail: sentence.For(context), statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static ProblemHttpResult TooLarge(HttpContext context, FileStore store)
    {
        var limit = store.MaxBytes >= 1024 * 1024 ? $"{store.MaxBytes / (1024 * 1024)} MB" : $"{store.MaxBytes / 1024} KB";
        return Problem(context, StatusCodes.Status413PayloadTooLarge, "tooLarge",
            new Sentence($"文件太大，最多 {limit}。", $"The file is too large; the limit is {limit}."));
    }
}
