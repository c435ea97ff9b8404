; What our uninstaller asks beyond the usual: whether the migrations go, too.
; English and Simplified Chinese, by Windows' own numbers for them.
LangString removeData 1033 "Remove your migrations, their reports and the program's settings as well?$\r$\n$\r$\n$LOCALAPPDATA\${PRODUCT_NAME}$\r$\n$\r$\nNothing at Alibaba Cloud is removed. Choose No to keep them for a later installation."
LangString removeData 2052 "是否同时删除您的迁移任务、报告和程序设置？$\r$\n$\r$\n$LOCALAPPDATA\${PRODUCT_NAME}$\r$\n$\r$\n阿里云上的资源不会被删除。选择“否”可保留这些数据，供以后重新安装时使用。"

!macro customUnInstall
  ; an update uninstalls the old version first, and an unattended removal has nobody to ask: both keep the data
  ${ifNot} ${isUpdated}
    ; for everybody's installation the folder would else be that of all users
    SetShellVarContext current
    ${if} ${FileExists} "$LOCALAPPDATA\${PRODUCT_NAME}\*.*"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(removeData)" /SD IDNO IDNO keepData
      RMDir /r "$LOCALAPPDATA\${PRODUCT_NAME}"
      keepData:
    ${endif}
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endif}
  ${endif}
!macroend
