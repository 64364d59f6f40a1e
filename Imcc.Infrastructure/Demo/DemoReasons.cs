using System.Globalization;
using System.Text.Json;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>Why customers write to a bank: published once, while nobody has begun a tree of their own. One group must say why.</summary>
internal static class DemoReasons
{
    // A level more, two blanks more; keywords after the colon.
    private const string Tree = """
        CC 信用卡: 卡片
          申请办卡: 申请 办卡 开卡
            申请进度查询: 进度 审核 审批
            申请条件与资料: 资质 条件 材料
            申请被拒: 拒绝 没通过 不通过
            附属卡申请: 副卡 附属卡
          激活与密码: 激活 密码
            卡片激活: 激活 启用
            查询密码重置: 查询密码 忘记密码
            交易密码重置: 交易密码 改密码
          额度: 额度 提额
            固定额度调整: 提额 提高额度
            临时额度调整: 临额 临时额度
            额度查询: 可用额度
            额度降低异议: 降额 额度变少
          账单: 账单 出账
            账单查询: 本期账单 历史账单 欠多少
            账单分期: 分期 分期付款 手续费
            账单日调整: 账单日 改账单日
            账单地址与寄送: 纸质账单 电子账单
            账单金额异议: 不认 金额不对 多扣
          还款: 还款 还钱
            还款方式咨询: 怎么还 还款方式
            自动还款设置: 自动扣款 自动还款 绑定
            最低还款额: 最低还款
            还款未入账: 没到账 未入账 还了
            逾期与征信: 逾期 征信 罚息
            提前结清: 提前还清 结清
          挂失与盗刷: 挂失 盗刷 丢了 被盗
            挂失补卡: 丢失 补卡 找不到
            盗刷申报: 盗刷 不是本人 陌生交易
            误锁解除: 锁卡 解锁 被锁
          积分与权益: 积分 权益
            积分查询: 多少积分
            积分兑换: 兑换 礼品
            机场贵宾厅: 贵宾厅 机场
            年费减免: 年费 免年费
          销卡: 注销 销户 不用了
        DC 借记卡: 储蓄卡 银行卡
          账户与余额: 余额 明细
            余额与明细查询: 余额 流水 明细
            账户状态异常: 冻结 止付 不能用
            开户与换卡: 开户 换卡 到期
            销户: 销户 注销
          密码与挂失: 挂失 密码
            密码重置: 忘记密码 密码锁定
            卡片挂失: 挂失 丢卡
            吞卡处理: 吞卡 取款机
          转账汇款: 转账 汇款
            转账限额: 限额 超限
            转账未到账: 没到账 到账时间
            转错账: 转错 撤回 误转
            跨境汇款: 境外 外币 汇出
          短信通知: 短信 动账
            开通短信通知: 开通 提醒
            取消短信通知: 取消 收费
            短信未收到: 收不到 没收到
        LN 贷款: 借款 贷款
          个人住房贷款: 房贷 按揭
            利率与重定价: 利率 LPR 重定价
            提前还款: 提前还 违约金
            还款计划变更: 月供 延期 改还款日
            贷款结清证明: 结清 证明
            抵押注销: 解押 抵押
          消费贷款: 消费贷 信用贷
            申请与额度: 能贷多少 申请
            放款进度: 放款 没到账
            提前结清: 结清
            还款逾期: 逾期 宽限
          个体经营贷款: 经营贷 小微
            申请条件: 条件 营业执照
            续贷: 续贷 到期
        WM 理财: 理财 投资
          理财产品: 理财 收益
            产品咨询: 收益率 起购 风险等级
            购买失败: 买不了 购买失败
            赎回与到账: 赎回 到期 到账
            净值波动: 亏损 净值 跌了
          基金: 基金 定投
            申购赎回: 申购 赎回
            定投设置: 定投
            基金费率: 费率 手续费
          存款: 定期 存款
            定期存款利率: 利率 定期
            大额存单: 大额存单 存单
            提前支取: 提前取 支取
          贵金属: 黄金 积存金
          风险测评: 风险测评 测评过期
        MB 手机银行: APP 客户端
          登录与注册: 登录 注册
            登录失败: 登不上 登录不了 验证码错误
            人脸识别失败: 人脸 刷脸
            更换手机号: 换号 手机号
            更换设备: 新手机 换手机
          功能使用: 功能 怎么用
            转账功能: 转账
            账单下载: 流水打印 下载
            生活缴费: 水费 电费 缴费
            扫码支付: 扫码 二维码 付款码
          闪退与报错: 闪退 报错 卡顿 打不开
          安全中心: 安全 设备锁
            限额设置: 限额
            账户安全锁: 安全锁 夜间锁
        CP 投诉建议: 投诉 建议 不满
          服务态度: 态度 推诿
            网点服务: 网点 柜员 排队
            客服服务: 客服 电话
          业务办理: 办理 太慢
            办理时效: 太慢 等了
            流程繁琐: 麻烦 来回跑
          收费争议: 收费 乱扣 扣费
            年费争议: 年费
            短信费争议: 短信费
            手续费争议: 手续费
          营销骚扰: 骚扰 推销 营销电话
          产品建议: 建议 希望
          表扬: 表扬 感谢
        OT 其他: 其他
          网点与营业时间: 网点 营业 几点
          证明与流水: 证明 流水 盖章
          活动咨询: 活动 优惠
          反诈与可疑交易: 诈骗 被骗 反诈
          非本行业务: 其他银行 不是你们
          无效会话: 打错 没事 测试
        """;

    public static async Task PublishAsync(ChangeUnit unit, Guid wantsReason, CancellationToken cancellationToken)
    {
        if (await unit.Context.ReasonVersions.AnyAsync(cancellationToken) || await unit.Context.ReasonDrafts.AnyAsync(cancellationToken))
            return;
        var nodes = Nodes(unit.Now);
        var json = ReasonJson.Write(nodes);
        unit.Context.ReasonDrafts.Add(new() { Nodes = json, ChangedAt = unit.Now, ChangedBy = "system" });
        unit.Context.ReasonVersions.Add(new() { Number = 1, Nodes = json, NodeCount = nodes.Count, Remark = "演示数据：银行客服来话原因", PublishedAt = unit.Now, PublishedBy = "system" });
        unit.Audit("reasontree.published", Guid.Empty, "1", "by demo");
        if (await unit.Context.SkillGroups.FindAsync([wantsReason], cancellationToken) is { } group)
            group.Reasons = JsonSerializer.Serialize(new ContactReasonRules { Required = true }, DirectoryJson.Options);
    }

    internal static IReadOnlyList<ReasonNode> Nodes(DateTimeOffset now)
    {
        var nodes = new List<ReasonNode>();
        var above = new Stack<ReasonNode>();
        foreach (var line in Tree.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var depth = line.TakeWhile(c => c == ' ').Count() / 2;
            while (above.Count > depth)
                above.Pop();
            var parent = above.Count > 0 ? above.Peek() : null;
            var words = line.Trim().Split(": ");
            var order = nodes.Count(n => n.ParentId == parent?.Id);
            var (code, name) = parent is null
                ? (words[0].Split(' ')[0], words[0].Split(' ')[1])
                : (parent.Code + (order + 1).ToString("00", CultureInfo.InvariantCulture), words[0]);
            var node = new ReasonNode(Guid.CreateVersion7(now), parent?.Id, code, name, words.Length > 1 ? [.. words[1].Split(' ')] : [], order);
            nodes.Add(node);
            above.Push(node);
        }

        return nodes;
    }
}
