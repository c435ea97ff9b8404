# Looks at a Windows server and says what keeps its disk from working as an image in Alibaba Cloud ECS.
#
# IT CHANGES NOTHING. It reads settings, registry values, file attributes and WMI, and writes one thing only: its result,
# as JSON, to the file you name, or to the screen. It starts and stops no service, sends nothing anywhere and reads no
# password. Needs Windows PowerShell 2 (Server 2008 R2) or later. Run it as administrator: what cannot be read otherwise
# is reported as "unknown".
#
#   powershell -ExecutionPolicy Bypass -File check-windows.ps1 -Out result.json
param([string]$Out)
$ErrorActionPreference = 'SilentlyContinue'
$script:items = @()
$system32 = Join-Path $env:SystemRoot 'System32'

# ---- writing JSON: ConvertTo-Json came with PowerShell 3
function Quote([string]$text) {
  if ($text.Length -gt 300) { $text = $text.Substring(0, 300) }
  $out = New-Object System.Text.StringBuilder
  [void]$out.Append('"')
  foreach ($char in $text.ToCharArray()) {
    $code = [int]$char
    if ($code -eq 34 -or $code -eq 92) { [void]$out.Append('\').Append($char) }
    elseif ($code -lt 32 -or $code -gt 126) { [void]$out.Append('\u').Append($code.ToString('x4')) }
    else { [void]$out.Append($char) }
  }
  [void]$out.Append('"')
  $out.ToString()
}
function Add-Result([string]$id, [string]$status, $evidence) {
  $lines = @(@($evidence) | Where-Object { $_ } | Select-Object -First 20 | ForEach-Object { Quote ([string]$_) })
  $script:items += ('    {"id":' + (Quote $id) + ',"status":' + (Quote $status) + ',"evidence":[' + ($lines -join ',') + ']}')
}
# A value of the registry, or nothing where key or value is not there
function Read-Value([string]$key, [string]$name) {
  $found = Get-ItemProperty -Path $key
  if ($found -eq $null) { return $null }
  $property = $found.PSObject.Properties[$name]
  if ($property -eq $null) { return $null }
  return ,$property.Value
}
function Report([string]$id, $problems, [string]$bad, [string]$good) {
  if (@($problems).Count -gt 0) { Add-Result $id $bad $problems } else { Add-Result $id 'ok' $good }
}

$os = Get-WmiObject Win32_OperatingSystem
$computer = Get-WmiObject Win32_ComputerSystem
$nt = [Environment]::OSVersion.Version
$control = 'HKLM:\SYSTEM\CurrentControlSet\Control'
$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$admin = (New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)

# ---- access
function Test-Firewall {
  $found = @()
  foreach ($each in 'DomainProfile', 'StandardProfile', 'PublicProfile') {
    if ((Read-Value "$services\SharedAccess\Parameters\FirewallPolicy\$each" 'EnableFirewall') -eq 1) { $found += "$each is on" }
    if ((Read-Value "HKLM:\SOFTWARE\Policies\Microsoft\WindowsFirewall\$each" 'EnableFirewall') -eq 1) { $found += "$each is on by policy" }
  }
  Report 'firewall' $found 'problem' 'off for all profiles'
}
function Test-RemoteDesktop {
  $found = @()
  if ((Read-Value "$control\Terminal Server" 'fDenyTSConnections') -ne 0) { $found += 'Remote Desktop is off' }
  $port = Read-Value "$control\Terminal Server\WinStations\RDP-Tcp" 'PortNumber'
  if ($port -ne 3389) { $found += "port $port instead of 3389" }
  Report 'rdp' $found 'problem' 'Remote Desktop is on, port 3389'
}
function Test-Uac {
  $found = @()
  if ((Read-Value 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System' 'EnableLUA') -eq 1) { $found += 'EnableLUA is 1' }
  if ($nt.Major -lt 6) { Add-Result 'uac' 'not-applicable' 'this Windows has no User Account Control'; return }
  Report 'uac' $found 'warning' 'off'
}
function Test-Account {
  $account = @(Get-WmiObject Win32_UserAccount -Filter 'LocalAccount=True' | Where-Object { $_.SID -like 'S-1-5-21-*-500' })
  if ($computer.DomainRole -ge 4) { Add-Result 'administrator' 'warning' 'a domain controller: has no local accounts' }
  elseif ($account.Count -eq 0) { Add-Result 'administrator' 'unknown' 'the built-in administrator was not found' }
  elseif ($account[0].Disabled) { Add-Result 'administrator' 'problem' ($account[0].Name + ' is disabled') }
  elseif (-not $account[0].PasswordRequired) { Add-Result 'administrator' 'problem' ($account[0].Name + ' needs no password') }
  else { Add-Result 'administrator' 'ok' ($account[0].Name + ' is enabled') }
}

# ---- network
function Test-Network {
  $cards = @(Get-WmiObject Win32_NetworkAdapterConfiguration -Filter 'IPEnabled=True')
  $real = @(Get-WmiObject Win32_NetworkAdapter | Where-Object { $_.PNPDeviceID -and $_.PNPDeviceID -notlike 'ROOT\*' -and $_.PNPDeviceID -notlike 'SW\*' -and $_.PNPDeviceID -notlike 'BTH\*' -and $_.NetConnectionID })
  if ($cards.Count -eq 0) { Add-Result 'dhcp' 'unknown' 'no card with an address' }
  else { Report 'dhcp' @($cards | Where-Object { -not $_.DHCPEnabled } | ForEach-Object { $_.Description + ': ' + ($_.IPAddress -join ' ') }) 'problem' 'all cards use DHCP' }
  $names = @($real | ForEach-Object { $_.NetConnectionID + ': ' + $_.Name })
  if ($real.Count -gt 1) { Add-Result 'one-nic' 'problem' $names }
  elseif ($real.Count -eq 0) { Add-Result 'one-nic' 'unknown' 'no network card found' }
  else { Add-Result 'one-nic' 'ok' $names }
  # addresses that a person or a router gave; every card has a link-local one
  $six = @($cards | ForEach-Object { $_.IPAddress } | Where-Object { $_ -match ':' -and $_ -notmatch '^fe80' -and $_ -ne '::1' })
  Report 'ipv6' $six 'problem' 'no IPv6 address but the link-local one'
}

# ---- drivers
function Test-Virtio {
  $missing = @()
  $seen = @()
  foreach ($name in 'viostor', 'netkvm') {
    $file = Join-Path $system32 "drivers\$name.sys"
    $start = Read-Value "$services\$name" 'Start'
    if (-not (Test-Path $file)) { $missing += "$name.sys is not there" }
    elseif ($name -eq 'viostor' -and $start -ne 0) { $missing += "$name is not started at boot (Start=$start)" }
    else { $seen += "$name.sys, Start=$start" }
  }
  # ECS adds the drivers to Server 2008 and later by itself
  if ($missing.Count -eq 0) { Add-Result 'virtio' 'ok' $seen }
  elseif ($nt.Major -ge 6) { Add-Result 'virtio' 'warning' $missing }
  else { Add-Result 'virtio' 'problem' $missing }
  $locked = @()
  foreach ($name in 'netkvm', 'balloon', 'vioser', 'viostor', 'pvpanic') {
    $file = Get-Item -Path (Join-Path $system32 "drivers\$name.sys") -Force
    if ($file -ne $null -and $file.IsReadOnly) { $locked += "$name.sys is read-only" }
  }
  Report 'virtio-readonly' $locked 'problem' 'no virtio driver is read-only'
}
function Test-FilterDrivers {
  # class of disk drives; partmgr belongs there
  $filters = @(Read-Value "$control\Class\{4d36e967-e325-11ce-bfc1-08002be10318}" 'UpperFilters' | ForEach-Object { $_ })
  $found = @()
  foreach ($name in $filters) {
    if ($name -and $name -ne 'partmgr' -and -not (Test-Path (Join-Path $system32 "drivers\$name.sys"))) { $found += "UpperFilters names $name, whose driver is gone" }
  }
  Report 'filter-drivers' $found 'problem' ('UpperFilters: ' + ($filters -join ', '))
  $install = @()
  foreach ($key in 'DeviceInstall', 'PlugPlay') {
    $value = Read-Value "$services\$key\Parameters" 'DeviceInstallDisabled'
    if ($value -ne $null -and $value -ne 0) { $install += "$key\Parameters: DeviceInstallDisabled=$value" }
  }
  Report 'device-install' $install 'problem' 'devices may be installed'
  $hidden = Read-Value "$services\XenPCI\Parameters" 'hide_devices'
  if ($hidden) { Add-Result 'xen-leftover' 'problem' ("XenPCI\Parameters: hide_devices=" + ($hidden -join ' ')) }
  else { Add-Result 'xen-leftover' 'ok' 'no hidden devices of a Xen driver' }
}

# ---- disks
function Test-Disks {
  $drive = Get-WmiObject Win32_LogicalDisk -Filter ("DeviceID='" + $env:SystemDrive + "'")
  if ($drive -eq $null) { Add-Result 'file-system' 'unknown' 'the system drive was not found' }
  elseif ($drive.FileSystem -ne 'NTFS') { Add-Result 'file-system' 'problem' ($env:SystemDrive + ' is ' + $drive.FileSystem) }
  elseif ($drive.VolumeDirty) { Add-Result 'file-system' 'problem' ($env:SystemDrive + ' is to be checked (dirty)') }
  else { Add-Result 'file-system' 'ok' ($env:SystemDrive + ' is NTFS') }
  if ($drive -ne $null -and $drive.Size -gt 0) {
    $free = [math]::Round(100 * $drive.FreeSpace / $drive.Size)
    $text = $env:SystemDrive + " has $free % free of " + [math]::Round($drive.Size / 1GB) + ' GiB'
    if ($free -lt 1) { Add-Result 'free-space' 'problem' $text } elseif ($free -lt 10) { Add-Result 'free-space' 'warning' $text } else { Add-Result 'free-space' 'ok' $text }
  }
  $volumes = @(Get-WmiObject -Namespace 'root\CIMV2\Security\MicrosoftVolumeEncryption' -Class Win32_EncryptableVolume)
  $locked = @($volumes | Where-Object { $_.ProtectionStatus -ne 0 } | ForEach-Object { $_.DriveLetter + ' is protected by BitLocker' })
  Report 'bitlocker' $locked 'problem' 'no volume is protected by BitLocker'
}

# ---- system
function Test-System {
  $power = "$control\Power"
  $found = @()
  if ((Read-Value $power 'HibernateEnabled') -eq 1) { $found += 'hibernation is on' }
  if ($nt -ge (New-Object Version 6, 2) -and (Read-Value "$control\Session Manager\Power" 'HiberbootEnabled') -eq 1 -and $found.Count -gt 0) { $found += 'fast startup is on' }
  Report 'hibernation' $found 'warning' 'hibernation is off'
  $pending = @()
  if (Test-Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending') { $pending += 'Component Based Servicing wants a restart' }
  if (Test-Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired') { $pending += 'Windows Update wants a restart' }
  if (Test-Path (Join-Path $env:SystemRoot 'WinSxS\pending.xml')) { $pending += 'WinSxS\pending.xml is there' }
  Report 'updates' $pending 'problem' 'no update waits for a restart'
  $state = Read-Value 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State' 'ImageState'
  $setup = Read-Value 'HKLM:\SYSTEM\Setup' 'SystemSetupInProgress'
  if ($setup -eq 1) { Add-Result 'sysprep' 'problem' 'a setup is in progress' }
  elseif ($state -and $state -ne 'IMAGE_STATE_COMPLETE') { Add-Result 'sysprep' 'problem' "ImageState is $state" }
  else { Add-Result 'sysprep' 'ok' "ImageState is $state" }
  $bad = 'KB5009624', 'KB5009595', 'KB5009546', 'KB5009557', 'KB5009555', 'KB5014738', 'KB5014702', 'KB5014692', 'KB5014678'
  $have = @(Get-WmiObject Win32_QuickFixEngineering | ForEach-Object { $_.HotFixID })
  $fixes = @($have | Where-Object { $bad -contains $_ } | ForEach-Object { "$_ is known to cause trouble" })
  if ($nt.Major -eq 6 -and $nt.Minor -eq 1 -and -not ($have -contains 'KB3033929') -and -not ($have -contains 'KB4474419')) { $fixes += 'KB3033929 is missing: drivers signed with SHA-2 do not load' }
  Report 'hotfixes' $fixes 'problem' "$($have.Count) updates, none known to cause trouble"
  $agent = @()
  foreach ($name in 'QEMU-GA', 'QEMU Guest Agent VSS Provider') { if (Get-Service -Name $name) { $agent += "service $name" } }
  Report 'qemu-ga' $agent 'problem' 'no QEMU guest agent'
  $tools = @()
  foreach ($name in 'VMTools', 'VBoxService', 'xenservice', 'XenSvc', 'WindowsAzureGuestAgent', 'AmazonSSMAgent', 'EC2Config', 'GCEAgent') { if (Get-Service -Name $name) { $tools += "service $name" } }
  Report 'vendor-agents' $tools 'warning' 'no helper of another platform'
  $licence = @(Get-WmiObject SoftwareLicensingProduct -Filter "ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL")
  if ($licence.Count -eq 0) { Add-Result 'licence' 'unknown' 'the state of the activation could not be read' }
  elseif ($licence[0].LicenseStatus -eq 1) { Add-Result 'licence' 'ok' ($licence[0].Name + ': activated') }
  else { Add-Result 'licence' 'warning' ($licence[0].Name + ': not activated') }
}

foreach ($test in 'Test-Firewall', 'Test-RemoteDesktop', 'Test-Uac', 'Test-Account', 'Test-Network', 'Test-Virtio', 'Test-FilterDrivers', 'Test-Disks', 'Test-System') { & $test }

# an ESP, or its key, is there only where UEFI started the system
$boot = 'BIOS'
if (Test-Path "$control\SecureBoot\State") { $boot = 'UEFI' } elseif ((Get-WmiObject Win32_DiskPartition | Where-Object { $_.Bootable -and $_.Type -like 'GPT*' })) { $boot = 'UEFI' }
$facts = @()
foreach ($pair in @(('osName', $os.Caption), ('osVersion', $os.Version), ('servicePack', $os.CSDVersion), ('architecture', $os.OSArchitecture), ('hostName', $env:COMPUTERNAME), ('bootMode', $boot), ('systemDrive', $env:SystemDrive), ('administrator', [string]$admin))) {
  if ($pair[1]) { $facts += ((Quote $pair[0]) + ': ' + (Quote ([string]$pair[1]))) }
}
$when = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
$json = "{`r`n  ""schema"": 1,`r`n  ""tool"": ""check-windows"",`r`n  ""version"": ""1"",`r`n  ""when"": ""$when"",`r`n  ""host"": {" + ($facts -join ', ') + "},`r`n  ""items"": [`r`n" + ($script:items -join ",`r`n") + "`r`n  ]`r`n}"
if ($Out) { [IO.File]::WriteAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out), $json, [Text.Encoding]::ASCII) } else { $json }
