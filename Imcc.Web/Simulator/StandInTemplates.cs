using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imcc.Web.Simulator;

/// <summary>The templates that every account has at the stand-in: three messages and a notice that customers subscribe to.</summary>
public sealed partial class StandInTemplates
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string AppId, string Id)> _deleted = [];

    public static IReadOnlyList<StandInTemplate> All { get; } =
    [
        new("TPL_REPAY_0001", "还款提醒", "{{first.DATA}}\n卡号：{{keyword1.DATA}}\n还款日：{{keyword2.DATA}}\n应还金额：{{keyword3.DATA}}\n{{remark.DATA}}", "您的信用卡即将到期还款\n卡号：尾号 7736\n还款日：3 月 5 日\n应还金额：1,280.00 元\n请按时还款", "金融业", "银行"),
        new("TPL_SERVICE_0002", "客服回复提醒", "客户姓名：{{keyword1.DATA}}\n回复内容：{{keyword2.DATA}}\n回复时间：{{keyword3.DATA}}", "客户姓名：王先生\n回复内容：您咨询的问题已有结果\n回复时间：2026-01-01 10:00", "金融业", "银行"),
        new("TPL_TICKET_0003", "工单处理进度", "工单编号：{{character_string1.DATA}}\n处理结果：{{thing2.DATA}}\n时间：{{time3.DATA}}", "工单编号：20260101001\n处理结果：已处理\n时间：2026年1月1日 10:00", "IT科技", "互联网"),
        new("SUB_VISIT_0004", "预约成功通知", "预约项目：{{thing1.DATA}}\n预约时间：{{time2.DATA}}\n温馨提示：{{thing3.DATA}}", "预约项目：网点取号\n预约时间：2026年1月1日 10:00\n温馨提示：请提前 10 分钟到达", "", "", IsSubscription: true),
    ];

    public IReadOnlyList<StandInTemplate> Of(string appId)
    {
        lock (_gate)
            return [.. All.Where(t => !_deleted.Contains((appId, t.Id)))];
    }

    /// <returns>0 or WeChat's error.</returns>
    public int Delete(string appId, string id)
    {
        lock (_gate)
            return All.Any(t => t.Id == id && !t.IsSubscription) && _deleted.Add((appId, id)) ? 0 : 40037;
    }

    /// <returns>What the follower reads; or WeChat's error.</returns>
    public (int Code, string Text) Fill(string appId, string id, JsonElement body, bool isSubscription)
    {
        if (Of(appId).FirstOrDefault(t => t.Id == id && t.IsSubscription == isSubscription) is not { } template)
            return (40037, "");
        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return (47003, "");
        if (data.EnumerateObject().Any(f => f.Value.ValueKind != JsonValueKind.Object || !f.Value.TryGetProperty("value", out var v) || v.ValueKind != JsonValueKind.String))
            return (47003, "");
        // The newer kinds of fields have limits of their own.
        if (data.EnumerateObject().Any(f => f.Name.StartsWith("thing", StringComparison.Ordinal) && f.Value.GetProperty("value").GetString()!.Length > 20))
            return (47003, "");
        var text = Place().Replace(template.Content, m => data.TryGetProperty(m.Groups[1].Value, out var field) ? field.GetProperty("value").GetString()! : "");
        return (0, template.Title + "\n" + text.Trim());
    }

    [GeneratedRegex(@"\{\{(\w+)\.DATA\}\}")]
    private static partial Regex Place();
}

public sealed record StandInTemplate(string Id, string Title, string Content, string Example, string Industry, string Deputy, bool IsSubscription = false);
