/** Chinese texts of the failures that lie in the cloud: regions, buckets, objects, images and its refusals. */
import { bookedCode, type BookEntry } from '../../../contract/error-book.ts';
import { errorBook } from '../error-book/book.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { format } from '../format.ts';

/** What the error book says of a code, if it knows it. */
const explained = (said: string): BookEntry | undefined => {
  const code = bookedCode(said);
  return code === undefined ? undefined : errorBook[code];
};
const request = (id: string): string => (id === '' ? '' : `请求 ID：${id}。`);

export const cloud: FailureTexts<'cloud'> = {
  'cloud.region-unknown': ({ region }) => ({
    title: '该地域不可用',
    happened: `该账号没有地域 ${region}，或者该地域不支持导入镜像。`,
    todo: '请选择其他地域。',
  }),
  'cloud.bucket-missing': ({ bucket }) => ({
    title: 'Bucket 不存在',
    happened: `该账号下没有可见的 Bucket ${bucket}。`,
    todo: '请选择其他 Bucket，或新建一个。',
  }),
  'cloud.bucket-elsewhere': ({ bucket, bucketRegion, region }) => ({
    title: 'Bucket 位于其他地域',
    happened: `${bucket} 位于 ${bucketRegion}，而镜像要导入到 ${region}。ECS 只能从同一地域的 Bucket 导入。`,
    todo: `选择或新建 ${region} 的 Bucket，或者将镜像导入到 ${bucketRegion}。`,
  }),
  'cloud.bucket-encrypted': ({ bucket }) => ({
    title: 'Bucket 已加密',
    happened: `${bucket} 启用了服务端加密，ECS 无法从这样的 Bucket 导入。`,
    todo: '选择或新建未启用服务端加密的 Bucket。',
  }),
  'cloud.bucket-taken': ({ bucket }) => ({
    title: 'Bucket 名称已被占用',
    happened: `名称 ${bucket} 已被使用；Bucket 名称在所有账号中必须唯一。`,
    todo: '请使用其他名称。',
  }),
  'cloud.public-endpoint-forbidden': ({ bucket, requestId }) => ({
    title: '无法通过公网使用该 Bucket',
    happened: `${bucket} 拒绝通过外网 Endpoint 访问：2025 年 3 月之后开通 OSS 的账号，对中国内地的 Bucket 一律如此。${request(requestId)}`,
    todo: '使用自有域名：在 OSS 控制台的“域名管理”中将域名绑定到该 Bucket，添加 CNAME 解析记录并上传证书，然后将其选为“OSS 接入方式”，并测量网络以验证。用于中国内地的域名须完成 ICP 备案。也可以在同地域内网中使用内网 Endpoint 运行本程序，或先在中国香港导入，再将镜像复制过去。',
  }),
  'cloud.object-exists': ({ bucket, key }) => ({
    title: '已存在同名对象',
    happened: `${bucket} 中已有 ${key}，本程序不会覆盖任何对象。`,
    todo: '使用其他对象名称，或在 OSS 控制台删除该对象。',
  }),
  'cloud.object-appeared': ({ bucket, key }) => ({
    title: '其他人存入了同名对象',
    happened: `在向 ${bucket} 上传 ${key} 期间，该名称已被另一个对象占用。该对象未被改动；磁盘的分片均已上传，但无法以此名称合并。`,
    todo: '在 OSS 控制台查看该对象。将其移走或删除后重试，已上传的分片不会再次发送。',
  }),
  'cloud.object-replaced': ({ bucket, key }) => ({
    title: '对象已不是上传时的对象',
    happened: `${bucket} 中的 ${key} 在上传后被另一个对象替换。无法证明由它生成的镜像就是您的服务器，因此没有保留镜像。该对象未被改动。`,
    todo: '确认还有谁在写入此 Bucket。将该对象移走或删除后重试，或使用其他对象名称新建任务。',
  }),
  'cloud.object-missing': ({ bucket, key }) => ({
    title: '对象不存在',
    happened: `${bucket} 中没有 ${key}。如果之前存在，则可能被他人或 Bucket 的生命周期规则删除。`,
    todo: '检查名称以及 Bucket 的生命周期规则。对于在此上传的磁盘，重试时会重新上传。',
  }),
  'cloud.object-differs': ({ bucket, key, expectedCrc64, foundCrc64 }) => ({
    title: '存储的对象与转换后的磁盘不一致',
    happened: `${bucket} 中 ${key} 的 CRC-64 为 ${foundCrc64}，转换后的磁盘为 ${expectedCrc64}。未导入该对象。`,
    todo: '确认没有其他人写入该对象后重试，磁盘将重新上传。',
  }),
  'cloud.object-unfit': ({ bucket, key, storageClass, encrypted }) => ({
    title: 'ECS 无法导入以该方式存储的对象',
    happened: `${bucket}/${key} 已完整上传，但其存储类型为 ${storageClass}${encrypted === 'yes' ? '，并且启用了服务端加密' : ''}。`,
    todo: '使用存储类型为标准存储（Standard）且未启用服务端加密的 Bucket 后继续，对象将上传到该 Bucket。',
  }),
  'cloud.upload-gone': ({ bucket, key }) => ({
    title: '未完成的上传已不存在',
    happened: `${bucket} 中 ${key} 已上传的分片被删除，可能是生命周期规则所致。`,
    todo: '请重试，上传将从头开始。',
  }),
  'cloud.image-name-taken': ({ name }) => ({
    title: '镜像名称已被占用',
    happened: `该地域已有名为 ${name} 的镜像。`,
    todo: '请使用其他镜像名称。',
  }),
  'cloud.image-missing': ({ imageId }) => ({
    title: '镜像已不存在',
    happened: `该地域已没有 ${imageId}，可能在控制台被删除。`,
    todo: '请重试，镜像将重新导入。',
  }),
  'cloud.size-too-small': ({ disk, givenGiB, neededGiB }) => ({
    title: '磁盘容量过小',
    happened: `${disk} 的虚拟大小为 ${neededGiB} GiB，而表单中填写的是 ${givenGiB} GiB。`,
    todo: `请填写 ${neededGiB} GiB 或更大的值。以虚拟大小为准，而不是文件大小。`,
  }),
  'cloud.size-out-of-range': ({ disk, givenGiB, minGiB, maxGiB }) => ({
    title: '磁盘容量超出 ECS 支持的范围',
    happened: `${disk} 将为 ${givenGiB} GiB，而镜像中的磁盘只能是 ${minGiB}～${maxGiB} GiB。`,
    todo: `请填写 ${minGiB}～${maxGiB} GiB 的值。如果磁盘本身更大，请先在源服务器上缩小。`,
  }),
  'cloud.vhd-size-uneven': ({ disk, sizeBytes, blockBytes }) => ({
    title: '这块磁盘不适合动态 VHD',
    happened: `${disk} 的大小为 ${sizeBytes} 字节。动态 VHD 由 ${blockBytes} 字节的块组成，大小不是其整数倍时 ECS 会拒绝导入（InvalidVHDImage.IncorrectSize）。`,
    todo: '请将目标格式改为 QCOW2；或者先把磁盘的副本扩大到块大小的整数倍。',
  }),
  'cloud.storage-class-unfit': ({ bucket, storageClass }) => ({
    title: 'Bucket 的存储类型不能用于导入',
    happened: `${bucket} 中的对象以 ${storageClass} 类型存储，解冻之前 ECS 无法读取。`,
    todo: '选择或新建标准存储（Standard）类型的 Bucket。',
  }),
  'cloud.object-name-unfit': ({ key, format }) => ({
    title: '对象名称的后缀不正确',
    happened: `ECS 根据名称后缀识别格式，而 ${key} 不是 ${format} 镜像的名称。`,
    todo: `请使用以 .${format} 结尾的对象名称。`,
  }),
  'cloud.boot-mode-unfit': ({ bootMode, architecture }) => ({
    title: '启动模式与系统架构不匹配',
    happened: `ECS 只能以 UEFI 方式启动 ${architecture} 镜像，而表单中选择的是 ${bootMode}。`,
    todo: '选择 UEFI，或更正系统架构。',
  }),
  'cloud.boot-mode-differs': ({ disk, found, chosen }) => ({
    title: '磁盘的启动模式与所选不同',
    happened: `${disk} 以 ${found} 方式启动，而表单中选择的是 ${chosen}。启动模式错误会导致实例无法启动。`,
    todo: `除非您确知情况，否则请选择 ${found}。`,
  }),
  'cloud.system-differs': ({ disk, found, chosen }) => ({
    title: '磁盘中的系统与表单所填不同',
    happened: `${disk} 中是 ${found}，而表单中选择的是 ${chosen}。云端会按错误的系统处理镜像。`,
    todo: `请在表单中选择 ${found}，或改用正确的磁盘。`,
  }),
  'cloud.licence-unfit': ({ platform, licence }) => ({
    title: '该平台不支持此许可证类型',
    happened: `${platform} 只能以自带许可证（BYOL）方式导入，而表单中选择的是 ${licence}。`,
    todo: '选择 BYOL，并确认您的许可证可以在阿里云使用。',
  }),
  'cloud.platform-unfit': ({ platform, osType, architecture }) => ({
    title: '操作系统平台、类型与系统架构不匹配',
    happened: `表单中选择的是 ${architecture} 架构的 ${platform}，操作系统类型为 ${osType}。`,
    todo: '选择与操作系统类型和系统架构相符的平台。',
  }),
  'cloud.resource-group-missing': ({ id }) => ({
    title: '资源组不存在',
    happened: `该账号下没有资源组 ${id}。`,
    todo: '选择其他资源组，或留空。',
  }),
  'cloud.import-not-offered': ({ region, code, requestId }) => ({
    title: '此处未开放导入镜像',
    happened: `该账号不能在 ${region} 导入镜像（${code}）。${request(requestId)}`,
    todo: '选择其他地域，或提交工单申请为该账号开通导入镜像功能。',
  }),
  'cloud.bucket-locked': ({ bucket }) => ({
    title: '该 Bucket 设有保留策略',
    happened: `${bucket} 设有合规保留策略：保留期结束之前，对象不能删除，也不能覆盖。`,
    todo: '上传和导入不受影响。对象会一直保留并计费，直到保留期结束；如果希望导入后删除对象，请使用未设置保留策略的 Bucket。',
  }),
  'cloud.lifecycle-aborts': ({ bucket, days, uploadMs }) => ({
    title: '生命周期规则会中断上传',
    happened: `${bucket} 的一条生命周期规则会在 ${days} 天后删除未完成的上传，而本次上传大约需要 ${format.duration(uploadMs)}。`,
    todo: '在上传完成之前，请在 OSS 控制台修改或停用该规则，或使用其他 Bucket，或使用更快的网络。',
  }),
  'cloud.slow-line': ({ uploadBytes, perSecondBytes, uploadMs }) => ({
    title: '上传需要很长时间',
    happened: `以每秒 ${format.bytes(perSecondBytes)} 上传约 ${format.bytes(uploadBytes)}，需要 ${format.duration(uploadMs)}。`,
    todo: '上传可以随时暂停和继续。使用更快的线路，或在距离该地域更近的机器上运行，可以缩短时间。',
  }),
  'cloud.no-stock': ({ code, requestId }) => ({
    title: '该实例规格已售罄',
    happened: `该可用区已没有此规格的库存（${code}）。${request(requestId)}`,
    todo: '选择其他实例规格或可用区。',
  }),
  'cloud.network-missing': ({ region }) => ({
    title: '没有可供实例使用的网络',
    happened: `该账号在 ${region} 没有包含交换机和安全组的 VPC。`,
    todo: '在控制台创建 VPC、交换机和安全组，然后重新查看。',
  }),
  'cloud.instance-gone': ({ instanceId, status }) => ({
    title: '实例未能启动',
    happened: `${instanceId} ${status === '' ? '已不存在' : `的状态为 ${status}`}，而不是运行中。`,
    todo: '请在 ECS 控制台查看该实例。镜像本身不受影响。',
  }),
  'cloud.image-failed': ({ imageId, region, status }) => ({
    title: '镜像创建失败',
    happened: `${region} 中的镜像 ${imageId} ${status === '' ? '已不存在' : `的状态为 ${status}`}，而不是可用。`,
    todo: '请重试：失败的镜像会被删除并重新创建。如果服务器写入频繁，请先停止服务器。',
  }),
  'cloud.copy-failed': ({ imageId, region, status }) => ({
    title: '复制镜像失败',
    happened: `${region} 中的副本 ${imageId} 以 ${status} 状态结束。`,
    todo: '删除残留的副本后重新复制。',
  }),
  'cloud.share-refused': ({ account, code, requestId }) => ({
    title: '无法将镜像共享给该账号',
    happened: `阿里云拒绝了 ${account}，错误码 ${code}。${request(requestId)}`,
    todo: '检查 16 位的阿里云账号 ID。不能共享给另一站点（中国站或国际站）的账号，也不能共享给自己。',
  }),
  'cloud.quota-exceeded': ({ code, requestId }) => ({
    title: '账号配额已用尽',
    happened: `请求被拒绝，错误码 ${code}。${request(requestId)}`,
    todo: '删除不再需要的镜像，或在配额中心申请提高配额，然后重试。',
  }),
  'cloud.throttled': ({ code, requestId }) => ({
    title: '请求过于频繁',
    happened: `该账号的请求过多，被限流（${code}）。${request(requestId)}`,
    todo: '无需处理，程序会等待并自动重试。',
  }),
  'cloud.unavailable': ({ status, code, requestId }) => ({
    title: '云服务暂时异常',
    happened: `服务返回 HTTP ${status}${code === '' ? '' : ` ${code}`}。${request(requestId)}`,
    todo: '无需处理，程序会等待并自动重试。',
  }),
  'cloud.refused': ({ action, status, code, message, requestId }) => {
    const known = explained(code);
    return {
      title: known?.title ?? '请求被阿里云拒绝',
      happened: `${known?.meaning ?? ''}${action} 被拒绝，错误码 ${code}（HTTP ${status}）：${message} ${request(requestId)}`,
      todo: known?.remedy ?? '按提示信息修改后重试。如果仍不清楚，请提交工单并提供请求 ID。',
    };
  },
  'cloud.import-failed': ({ taskId, code, message }) => {
    const known = explained(code);
    return {
      title: known?.title ?? 'ECS 未能导入镜像',
      happened: `${known?.meaning ?? ''}导入任务 ${taskId} 失败${code === '' ? '' : `，错误码 ${code}`}：${message}`,
      todo: known?.remedy ?? '检查表单中的操作系统、系统架构和启动模式是否与磁盘一致，以及磁盘能否正常启动，然后重试。',
    };
  },
};
